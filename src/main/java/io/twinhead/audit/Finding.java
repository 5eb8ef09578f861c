package io.twinhead.audit;

/**
 * One thing that {@code lint} found.
 *
 * @param code of the {@link Rule}, such as {@code TH101}
 * @param where the place: file and layer, data set and column, or run and field
 * @param message what is wrong, with the observed values, and why it matters
 * @param remedy what to do
 */
public record Finding(
    String code, Severity severity, String where, String message, String remedy) {}
