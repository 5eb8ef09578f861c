/**
 * The program's entry point: reads the machine's facts, picks natives, threads and memory settings,
 * and runs the worker JVM. JDK classes only, so that it starts in milliseconds and no ND4J class
 * loads here.
 *
 * <p>Not here: knowledge of data, networks or commands, beyond what decides the worker's settings.
 */
@NullMarked
package io.twinhead.launcher;

import org.jspecify.annotations.NullMarked;
