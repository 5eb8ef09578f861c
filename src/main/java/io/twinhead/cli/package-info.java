/**
 * The commands: they translate options into records, call one method and print what comes back. The
 * only user of the standard streams besides the launcher.
 *
 * <p>Not here: logic that a library user would miss.
 */
@NullMarked
package io.twinhead.cli;

import org.jspecify.annotations.NullMarked;
