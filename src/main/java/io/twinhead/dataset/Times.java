package io.twinhead.dataset;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.format.ResolverStyle;
import java.time.temporal.TemporalAccessor;
import java.util.Collection;
import java.util.Locale;
import java.util.function.Predicate;

/** Words that say when: numbers, or dates with or without a time of the day. */
final class Times {
  private static final DateTimeFormatter FORMAT =
      new DateTimeFormatterBuilder()
          .append(DateTimeFormatter.ISO_LOCAL_DATE)
          .optionalStart()
          .appendLiteral('T')
          .append(DateTimeFormatter.ISO_LOCAL_TIME)
          .optionalStart()
          .appendOffsetId()
          .toFormatter(Locale.ROOT)
          .withResolverStyle(ResolverStyle.STRICT); // 31 February is a mistake

  private Times() {}

  /** Tells words of the kind that most of {@code words} are of from all others. */
  static Predicate<String> kindOfMost(Collection<String> words) {
    long numbers = words.stream().filter(Times::isNumber).count();
    long dates = words.stream().filter(Times::isDate).count();
    return dates > numbers ? Times::isDate : Times::isNumber;
  }

  static boolean isNumber(String word) {
    return Double.isFinite(Cells.number(word));
  }

  private static boolean isDate(String word) {
    try {
      date(word);
      return true;
    } catch (DateTimeException e) {
      return false;
    }
  }

  /**
   * In UTC if the word says where, else local.
   *
   * @throws DateTimeException if it is no date
   */
  static LocalDateTime date(String word) {
    TemporalAccessor time =
        FORMAT.parseBest(
            word.replace(' ', 'T'), OffsetDateTime::from, LocalDateTime::from, LocalDate::from);
    if (time instanceof OffsetDateTime zoned) {
      return zoned.withOffsetSameInstant(ZoneOffset.UTC).toLocalDateTime();
    }
    return time instanceof LocalDate day ? day.atStartOfDay() : LocalDateTime.from(time);
  }
}
