/**
 * One training or inference step on a network, behind one interface.
 *
 * <p>Not here: epochs, no early stopping, no data sets: batches are handed in.
 */
@NullMarked
package io.twinhead.engine;

import org.jspecify.annotations.NullMarked;
