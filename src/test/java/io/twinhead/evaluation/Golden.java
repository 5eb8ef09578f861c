package io.twinhead.evaluation;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.assertj.core.data.Offset;

/** What golden.py and tasks_golden.py found; they say how. */
final class Golden {
  static final Offset<Double> EXACT = Offset.offset(1e-9);
  static final Offset<Double> TO_THE_LAST_DIGITS = Offset.offset(1e-12);
  private static final JsonNode ALL = read("golden.json");
  private static final JsonNode TASKS = read("tasks_golden.json");

  private Golden() {}

  static Stream<JsonNode> cases(String part) {
    JsonNode file = ALL.has(part) ? ALL : TASKS;
    return StreamSupport.stream(file.get(part).spliterator(), false);
  }

  static double[] doubles(JsonNode array) {
    return StreamSupport.stream(array.spliterator(), false)
        .mapToDouble(JsonNode::doubleValue)
        .toArray();
  }

  static int[] ints(JsonNode array) {
    return StreamSupport.stream(array.spliterator(), false).mapToInt(JsonNode::intValue).toArray();
  }

  static BinaryPredictions predictions(JsonNode golden) {
    return new BinaryPredictions(
        doubles(golden.get("logits")), ints(golden.get("labels")), doubles(golden.get("weights")));
  }

  static ClassPredictions classes(JsonNode golden) {
    return new ClassPredictions(
        doubles(golden.get("log_probabilities")),
        golden.get("classes").intValue(),
        ints(golden.get("labels")),
        doubles(golden.get("weights")));
  }

  static LabelPredictions labels(JsonNode golden) {
    int[] ints = ints(golden.get("targets"));
    byte[] targets = new byte[ints.length];
    for (int i = 0; i < ints.length; i++) {
      targets[i] = (byte) ints[i];
    }
    return new LabelPredictions(
        doubles(golden.get("logits")),
        golden.get("labels").intValue(),
        targets,
        doubles(golden.get("weights")));
  }

  /** A value where the golden one has one, and a reason where it is null. */
  static void assertSame(String name, Score score, JsonNode golden) {
    if (golden.isNull()) {
      assertThat(score.value()).as(name).isNull();
      assertThat(score.why()).as(name).isNotBlank();
    } else {
      assertThat(score.value()).as(name).isCloseTo(golden.doubleValue(), TO_THE_LAST_DIGITS);
    }
  }

  static void assertSame(Map<Metric, Score> scores, JsonNode golden) {
    assertThat(scores).hasSameSizeAs(golden);
    scores.forEach((metric, score) -> assertSame(metric.key(), score, golden.get(metric.key())));
  }

  static void assertSame(List<PerClass> each, JsonNode golden) {
    assertThat(each).hasSameSizeAs(golden);
    for (int k = 0; k < each.size(); k++) {
      PerClass one = each.get(k);
      JsonNode expected = golden.get(k);
      assertThat(one.support())
          .isCloseTo(expected.get("support").doubleValue(), TO_THE_LAST_DIGITS);
      assertSame("precision of " + k, one.precision(), expected.get("precision"));
      assertSame("recall of " + k, one.recall(), expected.get("recall"));
      assertSame("f1 of " + k, one.f1(), expected.get("f1"));
      assertSame("roc_auc of " + k, one.rocAuc(), expected.get("roc_auc"));
      assertSame(
          "average_precision of " + k, one.averagePrecision(), expected.get("average_precision"));
    }
  }

  static void assertSame(Baseline baseline, JsonNode golden) {
    assertThat(baseline.shares().stream().mapToDouble(Double::doubleValue).toArray())
        .containsExactly(doubles(golden.get("shares")), TO_THE_LAST_DIGITS);
    assertThat(baseline.entropy())
        .isCloseTo(golden.get("entropy").doubleValue(), TO_THE_LAST_DIGITS);
  }

  private static JsonNode read(String file) {
    try (InputStream in = Golden.class.getResourceAsStream(file)) {
      return new ObjectMapper().readTree(Objects.requireNonNull(in));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
