package io.twinhead.training;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.twinhead.config.BackendName;
import io.twinhead.config.Experiment;
import io.twinhead.config.InputException;
import io.twinhead.model.Clip;
import io.twinhead.model.ModelSpec;
import io.twinhead.run.Json;
import java.util.Collections;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Which training it is, so that a state is never gone on with in another one.
 *
 * @param fixed what decides it, by name: data, rows of each part, network, earlier runs, seeds,
 *     settings
 * @param free settings that may change on the way, by name
 */
record Identity(Map<String, String> fixed, Map<String, String> free) {
  private static final Set<String> FREE =
      Set.of(
          "training.epochs",
          "training.patience",
          "training.jobs",
          "training.max-time",
          "training.checkpoint-every",
          "training.keep-checkpoints",
          "training.learning-rate",
          "training.schedule",
          "training.warmup",
          "training.clip-norm",
          "training.clip-value");

  /** Those of them that leave no trace in the result. */
  private static final Set<String> WITHOUT_TRACE =
      Set.of("training.jobs", "training.checkpoint-every", "training.keep-checkpoints");

  /** How a training came to be, or where things lie, but not what it computes. */
  private static final Set<String> LEFT_OUT = Set.of("model.model", "training.plan");

  Identity {
    fixed = Collections.unmodifiableMap(new TreeMap<>(fixed));
    free = Collections.unmodifiableMap(new TreeMap<>(free));
  }

  /**
   * The identity of a training.
   *
   * @param settings without gaps
   */
  static Identity of(Training training, Experiment settings) {
    TrainingPlan plan = training.plan();
    Map<String, String> fixed = new LinkedHashMap<>();
    Map<String, String> free = new LinkedHashMap<>();
    fixed.put("the data's SHA-256", training.data().sha256());
    fixed.put("the split's SHA-256", training.split().sha256());
    fixed.put("the network", network(plan));
    training.ancestors().forEach(run -> fixed.put(weights(run.role()), run.modelSha256()));
    for (String group : List.of("data", "model", "training")) {
      Json.tree(settings)
          .get(group)
          .fields()
          .forEachRemaining(
              field -> {
                String name = group + "." + field.getKey().replace('_', '-');
                if (!LEFT_OUT.contains(name) && !field.getValue().isNull()) {
                  (FREE.contains(name) ? free : fixed).put(name, text(field.getValue()));
                }
              });
    }
    putRates(free, plan.model());
    free.put("backend", BackendName.chosen().toString());
    return new Identity(fixed, free);
  }

  /** What the model's file says if the settings do not. */
  private static void putRates(Map<String, String> free, ModelSpec model) {
    free.put("training.learning-rate", Double.toString(model.updater().learningRate()));
    Clip clip = model.clip();
    if (clip != null) {
      boolean norm = clip.norm() != null;
      free.put(
          norm ? "training.clip-norm" : "training.clip-value",
          "" + (norm ? clip.norm() : clip.value()));
    }
  }

  private static String weights(ParentModel.Role role) {
    return switch (role) {
      case START -> "the initial weights' SHA-256";
      case TEACHER -> "the teacher's SHA-256";
    };
  }

  private static String network(TrainingPlan plan) {
    JsonNode model = Json.tree(plan.model());
    removeFree(model);
    ((ObjectNode) model).remove(List.of("name", "description"));
    return model + " " + plan.head().name();
  }

  private static void removeFree(JsonNode node) {
    if (node instanceof ObjectNode object) {
      object.remove(List.of("learning_rate", "clip"));
    }
    for (Iterator<JsonNode> children = node.elements(); children.hasNext(); ) {
      removeFree(children.next());
    }
  }

  private static String text(JsonNode value) {
    return value.isTextual() ? value.textValue() : value.toString();
  }

  /**
   * Insists that this is the training that was saved.
   *
   * @throws InputException if anything that decides it differs, with both values
   */
  void requireSame(Identity saved) {
    for (String name : union(fixed, saved.fixed)) {
      if (!value(fixed, name).equals(value(saved.fixed, name))) {
        throw new InputException(
            "%s cannot change on the way: %s when the training began, now %s; leave it as it was, or begin anew with --overwrite"
                .formatted(name, value(saved.fixed, name), value(fixed, name)));
      }
    }
  }

  /** What is set otherwise than it was, in words. */
  List<String> changes(Identity saved) {
    return changes(saved, Set.of());
  }

  /** Those of the {@link #changes} that matter to the result. */
  List<String> effects(Identity saved) {
    return changes(saved, WITHOUT_TRACE);
  }

  private List<String> changes(Identity saved, Set<String> without) {
    return union(free, saved.free).stream()
        .filter(name -> !without.contains(name))
        .filter(name -> !value(free, name).equals(value(saved.free, name)))
        .map(name -> "%s from %s to %s".formatted(name, value(saved.free, name), value(free, name)))
        .toList();
  }

  private static Set<String> union(Map<String, String> some, Map<String, String> others) {
    Set<String> all = new TreeSet<>(some.keySet());
    all.addAll(others.keySet());
    return all;
  }

  private static String value(Map<String, String> settings, String name) {
    return settings.getOrDefault(name, "not set");
  }
}
