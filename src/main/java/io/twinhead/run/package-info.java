/**
 * The run directory: atomic output, provenance and seeds.
 *
 * <p>Not here: knowledge of what is being recorded.
 */
@NullMarked
package io.twinhead.run;

import org.jspecify.annotations.NullMarked;
