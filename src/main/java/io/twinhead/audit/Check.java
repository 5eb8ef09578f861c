package io.twinhead.audit;

/**
 * One statement about the heads, and how far it was from true.
 *
 * @param id the claim it belongs to and a number in it, such as {@code S3.1}
 * @param name what is compared, and whether the error is relative, absolute or a count
 * @param formula the statement
 * @param largestError over everything that was tried; the largest double if something was NaN
 * @param tolerance the largest error at which the statement counts as true: rounding
 */
public record Check(
    String id, String name, String formula, double largestError, double tolerance, boolean holds) {}
