package io.twinhead.engine;

import io.twinhead.config.Convolution;
import io.twinhead.config.Kernels;
import io.twinhead.config.PlanConfig;
import io.twinhead.head.OutputHead;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Finds by measuring how to run a network fastest: kernels, algorithms, slices and threads. Nothing
 * is decided twice in one process, so that trainings of the same shape run alike.
 */
final class Tuner {
  /** The largest relative error of a gradient that a faster algorithm may have. */
  static final double LARGEST_ERROR = 1e-3;

  /** A challenger has to be faster by this factor: decisions shall not hang on noise. */
  private static final double CLEARLY = 1.15;

  private static final int ROUNDS = 4;
  private static final int FEW = 4;
  private static final Logger LOG = LoggerFactory.getLogger(Tuner.class);
  private static final Map<String, Choice> DECIDED = new ConcurrentHashMap<>();

  private final List<Node> nodes;
  private final OutputHead head;
  private final int rows;
  private final INDArray parameters;
  private final Slabs slabs;
  private final EngineOptions options;
  private final int threads;

  private Tuner(
      List<Node> nodes,
      OutputHead head,
      int rows,
      INDArray parameters,
      Slabs slabs,
      EngineOptions options) {
    this.nodes = nodes;
    this.head = head;
    this.rows = rows;
    this.parameters = parameters;
    this.slabs = slabs;
    this.options = options;
    this.threads =
        options.threads() == 0 ? Runtime.getRuntime().availableProcessors() : options.threads();
  }

  /** What is fastest for batches of {@code rows}, or was found to be earlier. */
  static Choice choose(
      List<Node> nodes,
      OutputHead head,
      int rows,
      INDArray parameters,
      Slabs slabs,
      EngineOptions options) {
    Tuner tuner = new Tuner(nodes, head, rows, parameters, slabs, options);
    return DECIDED.computeIfAbsent(
        tuner.key(), key -> options.settled() ? tuner.settled() : tuner.choose());
  }

  /** The same for both heads, so that a pair of trainings runs alike. */
  private String key() {
    StringBuilder key = new StringBuilder();
    for (Node node : nodes.subList(0, nodes.size() - 1)) {
      key.append(node.name()).append(' ').append(Shapes.text(node.output())).append(' ');
    }
    return key.append(Shapes.text(nodes.get(0).input()))
        .append(" rows ")
        .append(rows)
        .append(' ')
        .append(parameters.dataType())
        .append(' ')
        .append(options)
        .toString();
  }

  private Choice choose() {
    boolean batches = new Recipe(nodes, false, Algorithms.DIRECT).normalisesBatches();
    int most = batches ? 1 : Math.min(threads, rows);
    int part = (rows + most - 1) / most;
    Algorithms algorithms = Algorithms.DIRECT;
    boolean onednn = mayUseOneDnn();
    if (onednn && options.convolution() == Convolution.AUTO) {
      algorithms = fastest(part); // first, since it takes the most memory, which the rest reuses
    }
    Double error = algorithms.winograd().isEmpty() ? null : error(algorithms, part);
    if (error != null) {
      LOG.info("gradients by {} differ by {} from direct convolution's", algorithms, error);
      if (error > LARGEST_ERROR) {
        algorithms = Algorithms.DIRECT;
        error = null;
      }
    }
    onednn = onednn && oneDnnWins(Math.min(FEW, part));
    Recipe recipe = new Recipe(nodes, onednn, algorithms);
    int slices = most > 1 && options.threads() == 0 ? slices(recipe, most, part) : most;
    return new Choice(onednn, slices, slices, algorithms, error);
  }

  /** What an earlier run decided, as far as this machine and network can do the same. */
  private Choice settled() {
    PlanConfig plan = Objects.requireNonNull(options.plan());
    boolean onednn = plan.kernels().equals("onednn") && mayUseOneDnn();
    boolean batches = new Recipe(nodes, false, Algorithms.DIRECT).normalisesBatches();
    Set<String> winograd = Set.copyOf(Objects.requireNonNull(plan.winograd()));
    return new Choice(
        onednn,
        batches ? 1 : plan.slices(),
        plan.threads(),
        onednn ? new Algorithms(winograd, false) : Algorithms.DIRECT,
        null);
  }

  private boolean mayUseOneDnn() {
    return options.kernels() == Kernels.AUTO
        && parameters.dataType() == DataType.FLOAT
        && new Recipe(nodes, true, Algorithms.DIRECT).convolves()
        && Dnnl.loads();
  }

  /** On few rows: ND4J's convolutions take much memory, and what they took stays taken. */
  private boolean oneDnnWins(int few) {
    double plain = measure(new Recipe(nodes, false, Algorithms.DIRECT), few).total();
    double onednn = measure(new Recipe(nodes, true, Algorithms.DIRECT), few).total();
    LOG.info("{} rows take {} ms by nd4j, {} ms by oneDNN", few, plain, onednn);
    return CLEARLY * onednn < plain;
  }

  /** Winograd's algorithm for each convolution in which it clearly beats the direct one. */
  private Algorithms fastest(int part) {
    Measured winograd = measure(new Recipe(nodes, true, Algorithms.WINOGRAD), part);
    Measured direct = measure(new Recipe(nodes, true, Algorithms.DIRECT), part);
    TreeSet<String> faster = new TreeSet<>();
    direct
        .milliseconds()
        .forEach(
            (name, time) -> {
              Double other = winograd.milliseconds().get(name);
              if (name.startsWith("conv") && other != null && CLEARLY * other < time) {
                faster.add(name);
              }
            });
    return new Algorithms(faster, false);
  }

  private double error(Algorithms algorithms, int part) {
    INDArray direct = gradient(new Recipe(nodes, true, Algorithms.DIRECT), part);
    INDArray other = gradient(new Recipe(nodes, true, algorithms), part);
    double norm = direct.norm2Number().doubleValue();
    return other.subi(direct).norm2Number().doubleValue() / Math.max(norm, Double.MIN_NORMAL);
  }

  /** As many as threads, if these are faster together than one of them with one after the other. */
  private int slices(Recipe recipe, int most, int part) {
    double together = together(recipe, most);
    double alone = most * measure(recipe, part).total();
    LOG.info("{} slices take {} ms in as many threads, {} ms in one", most, together, alone);
    return CLEARLY * together < alone ? most : 1;
  }

  private double together(Recipe recipe, int slices) {
    INDArray gradients = gradients();
    Batch batch = batch(rows);
    try (Crew crew = new Crew(slices);
        StepPlan plan = new StepPlan(recipe, head, rows, slices, slabs, parameters, gradients)) {
      double least = Double.POSITIVE_INFINITY;
      for (int i = 0; i < ROUNDS; i++) {
        long start = System.nanoTime();
        plan.learn(batch, 1, crew);
        least = Math.min(least, (System.nanoTime() - start) / 1e6);
      }
      return least;
    } finally {
      gradients.close();
    }
  }

  /** The least time of each operation of one slice. */
  private record Measured(Map<String, Double> milliseconds) {
    double total() {
      return milliseconds.values().stream().mapToDouble(Double::doubleValue).sum();
    }
  }

  private Measured measure(Recipe recipe, int part) {
    INDArray gradients = gradients();
    Batch batch = batch(part);
    Map<String, Double> least = new HashMap<>();
    try (StepPlan plan = new StepPlan(recipe, head, part, 1, slabs, parameters, gradients)) {
      for (int i = 0; i < ROUNDS; i++) {
        Explanation explanation = new Explanation();
        plan.explain(batch, 1, explanation);
        for (OpCost cost : explanation.costs(1)) {
          least.merge(cost.name(), cost.milliseconds(), Math::min);
        }
      }
    } finally {
      gradients.close();
    }
    return new Measured(least);
  }

  private INDArray gradient(Recipe recipe, int part) {
    INDArray gradients = gradients();
    try (Crew crew = new Crew(1);
        StepPlan plan = new StepPlan(recipe, head, part, 1, slabs, parameters, gradients)) {
      plan.learn(batch(part), 1, crew);
    }
    return gradients;
  }

  private INDArray gradients() {
    return Nd4j.create(parameters.dataType(), parameters.length());
  }

  private Batch batch(int count) {
    SplittableRandom random = new SplittableRandom(1);
    float[] features = new float[count * (int) Shapes.length(nodes.get(0).input())];
    for (int i = 0; i < features.length; i++) {
      features[i] = (float) random.nextDouble();
    }
    float[] targets = new float[count * head.targets()];
    for (int i = 0; i < targets.length; i++) {
      targets[i] = random.nextInt(2);
    }
    float[] weights = new float[count];
    Arrays.fill(weights, 1);
    return new Batch(features, targets, weights);
  }
}
