/**
 * Epochs, early stopping and listeners around an engine.
 *
 * <p>Not here: a second head; comparing is another package's work.
 */
@NullMarked
package io.twinhead.training;

import org.jspecify.annotations.NullMarked;
