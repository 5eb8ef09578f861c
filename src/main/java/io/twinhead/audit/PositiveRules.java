package io.twinhead.audit;

import io.twinhead.dataset.Dataset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.regex.Pattern;

/** How two classes are coded and which of them counts as positive. */
final class PositiveRules {
  private static final Set<String> NEGATIVE =
      Set.of("no", "n", "false", "0", "neg", "negative", "benign", "absent", "none", "-1");

  /** These say "nothing special", but only their being common tells. */
  private static final Set<String> ORDINARY =
      Set.of(
          "normal", "healthy", "control", "good", "ok", "ham", "legit", "stay", "stayed", "alive",
          "paid", "pass", "clean", "other");

  private static final Pattern NEGATED =
      Pattern.compile("(no|not|non|without)[ _.-].+", Pattern.CASE_INSENSITIVE);
  private static final Pattern NUMBER = Pattern.compile("[+-]?\\d+(\\.\\d*)?");

  private PositiveRules() {}

  /** Checks a data set of two classes. */
  static List<Finding> check(Dataset data) {
    List<Finding> findings = new ArrayList<>();
    String negative = data.classes().get(0);
    String positive = data.positive();
    OptionalDouble low = number(negative);
    OptionalDouble high = number(positive);
    if (low.isPresent()
        && high.isPresent()
        && !Set.of(low.getAsDouble(), high.getAsDouble()).equals(Set.of(0.0, 1.0))) {
      findings.add(
          Rule.LABEL_CODES.at(
              data.name(),
              "The labels are the numbers %s and %s; %1$s is read as 0 and %2$s as 1, the positive class."
                  .formatted(negative, positive),
              "nothing here, or --positive '%s' for the other way round; elsewhere recode to 0 and 1"
                  .formatted(negative)));
    }
    if (soundsNegative(positive) || (ORDINARY.contains(lower(positive)) && isCommon(data))) {
      findings.add(
          Rule.INVERTED_POSITIVE.at(
              data.name(),
              "The positive class is '%s', the negative one '%s'.".formatted(positive, negative),
              "choose --positive '%s', unless '%s' is what is to be detected"
                  .formatted(negative, positive)));
    }
    return findings;
  }

  private static OptionalDouble number(String name) {
    return NUMBER.matcher(name).matches()
        ? OptionalDouble.of(Double.parseDouble(name))
        : OptionalDouble.empty();
  }

  private static boolean soundsNegative(String name) {
    return NEGATIVE.contains(lower(name)) || NEGATED.matcher(name).matches();
  }

  private static boolean isCommon(Dataset data) {
    return 2L * Arrays.stream(data.labels()).sum() > data.rows();
  }

  private static String lower(String name) {
    return name.toLowerCase(Locale.ROOT);
  }
}
