/**
 * Pictures from files: header check, decoding, turning upright and resizing; and the ways in which
 * they vary in training.
 *
 * <p>Not here: labels, data sets, networks and tensors; a picture is 8-bit pixels with a height and
 * a width, and knows neither its class nor its file.
 */
@NullMarked
package io.twinhead.image;

import org.jspecify.annotations.NullMarked;
