/**
 * What a statement about the heads is checked by: mathematical identities of losses, links and
 * probabilities over random and extreme logits; mistakes in how a head is paired with labels,
 * losses and networks; and finished runs, measured against the losses that they had to beat.
 *
 * <p>Not here: training, the definitions of metrics, printing.
 */
@NullMarked
package io.twinhead.audit;

import org.jspecify.annotations.NullMarked;
