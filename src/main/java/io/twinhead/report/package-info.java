/**
 * Console, JSON and HTML output from finished results.
 *
 * <p>Not here: computing metrics, and DL4J.
 */
@NullMarked
package io.twinhead.report;

import org.jspecify.annotations.NullMarked;
