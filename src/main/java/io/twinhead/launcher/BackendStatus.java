package io.twinhead.launcher;

/**
 * Whether one backend can be used here.
 *
 * @param name {@code cpu} or {@code cuda}, as {@code --backend} takes it
 * @param reason part of a sentence: what it would run on, or the first thing that is missing
 * @param remedy sentences that say what to do; empty if it is usable, or nothing is known to help
 */
public record BackendStatus(String name, boolean usable, String reason, String remedy) {}
