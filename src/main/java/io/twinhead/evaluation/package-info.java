/**
 * Metrics, curves, thresholds and paired statistics on plain arrays, checked against scikit-learn.
 *
 * <p>Not here: DL4J, no training, no formatting.
 */
@NullMarked
package io.twinhead.evaluation;

import org.jspecify.annotations.NullMarked;
