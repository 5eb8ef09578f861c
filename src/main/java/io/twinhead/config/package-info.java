/**
 * What the user asked for, as immutable records that cannot exist invalid, and the errors that tell
 * the user what to change.
 *
 * <p>Not here: defaults that depend on data, no reading of data, no DL4J.
 */
@NullMarked
package io.twinhead.config;

import org.jspecify.annotations.NullMarked;
