package io.twinhead.report;

/**
 * A row of the data to look at.
 *
 * @param name such as the image's file name
 * @param png the image as a PNG file
 */
@SuppressWarnings("ArrayRecordComponent") // a file's content; never compared
public record Exhibit(String name, byte[] png) {}
