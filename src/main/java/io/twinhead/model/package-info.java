/**
 * Trunk architectures (data files in {@code models/}) joined with a head into a DL4J configuration,
 * and model files.
 *
 * <p>Not here: training loop and no reading of data sets.
 */
@NullMarked
package io.twinhead.model;

import org.jspecify.annotations.NullMarked;
