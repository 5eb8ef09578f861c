/**
 * Heads x seeds x folds on identical splits, the noise floor, the paired statistics and the
 * verdict.
 *
 * <p>Not here: output: the result is a record that others print.
 */
@NullMarked
package io.twinhead.comparison;

import org.jspecify.annotations.NullMarked;
