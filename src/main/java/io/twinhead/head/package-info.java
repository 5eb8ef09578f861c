/**
 * The two output heads as mathematics: loss and gradient on logits, links, log-odds and
 * probabilities, distillation, and the adapters that plug them into DL4J.
 *
 * <p>Not here: training, no metrics, no thresholds chosen from data.
 */
@NullMarked
package io.twinhead.head;

import org.jspecify.annotations.NullMarked;
