/**
 * From files to examples: sources, schema, splits and folds, and preprocessing that is fitted on
 * the training part only.
 *
 * <p>Not here: networks and tensors; examples are primitive arrays.
 */
@NullMarked
package io.twinhead.dataset;

import org.jspecify.annotations.NullMarked;
