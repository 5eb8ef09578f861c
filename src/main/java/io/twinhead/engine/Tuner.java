package io.twinhead.engine;

import io.twinhead.config.Convolution;
import io.twinhead.config.Kernels;
import io.twinhead.config.PlanConfig;
import io.twinhead.head.OutputHead;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
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

  /** Milliseconds from which a slice's share of the whole is its share of the rows. */
  private static final double LONG = 1;

  private static final int FEW = 4;
  private static final Logger LOG = LoggerFactory.getLogger(Tuner.class);
  private static final Map<String, Choice> DECIDED = new ConcurrentHashMap<>();
  private static final PlanStore STORE = PlanStore.ofUser();

  private final List<Node> nodes;
  private final int rows;
  private final DataType type;
  private final EngineOptions options;
  private final int threads;
  private final Trial trial;

  private Tuner(
      List<Node> nodes,
      OutputHead head,
      int rows,
      INDArray parameters,
      Slabs slabs,
      EngineOptions options) {
    this.nodes = nodes;
    this.rows = rows;
    this.type = parameters.dataType();
    this.options = options;
    this.threads =
        options.threads() == 0 ? Runtime.getRuntime().availableProcessors() : options.threads();
    int width = (int) Shapes.length(nodes.get(0).input());
    this.trial = new Trial(width, head, parameters, slabs);
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
    if (options.settled()) {
      return tuner.settled(Objects.requireNonNull(options.plan()));
    }
    return DECIDED.computeIfAbsent(
        tuner.key(), key -> STORE.find(key).map(tuner::settled).orElseGet(() -> tuner.kept(key)));
  }

  /** Measures, and keeps what was found unless there was nothing to find. */
  private Choice kept(String key) {
    Choice choice = choose();
    if (options.threads() == 0 || mayUseOneDnn()) {
      STORE.keep(key, choice.toConfig());
    }
    return choice;
  }

  /** The same for both heads, so that a pair of trainings runs alike. */
  private String key() {
    StringBuilder key = new StringBuilder();
    for (Node node : nodes.subList(0, nodes.size() - 1)) {
      key.append(node.describe()).append(' ');
    }
    return key.append(Shapes.text(nodes.get(0).input()))
        .append(" rows ")
        .append(rows)
        .append(' ')
        .append(type)
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
    if (error != null && error > LARGEST_ERROR) {
      algorithms = Algorithms.DIRECT;
      error = null;
    }
    if (onednn && !oneDnnWins(Math.min(FEW, part))) {
      onednn = false;
      algorithms = Algorithms.DIRECT;
      error = null;
    }
    Recipe recipe = new Recipe(nodes, onednn, algorithms);
    int slices = most > 1 && options.threads() == 0 ? slices(recipe, most, part) : most;
    return new Choice(onednn, slices, slices, algorithms, error);
  }

  /** What was decided earlier, as far as this machine and network can do the same. */
  private Choice settled(PlanConfig plan) {
    boolean onednn = plan.kernels().equals("onednn") && mayUseOneDnn();
    if (!onednn && plan.kernels().equals("onednn")) {
      LOG.warn("the plan wants oneDNN, which this machine or network has no use for");
    }
    boolean batches = new Recipe(nodes, false, Algorithms.DIRECT).normalisesBatches();
    int slices = batches ? 1 : Math.min(plan.slices(), rows);
    Set<String> winograd = new TreeSet<>(Objects.requireNonNull(plan.winograd()));
    winograd.removeIf(name -> !isConvolution(name));
    if (winograd.size() < Objects.requireNonNull(plan.winograd()).size()) {
      LOG.warn(
          "training.plan names convolutions for Winograd's algorithm that this network does not"
              + " have, of {} it has {}: the rest is left out",
          plan.winograd(),
          winograd);
    }
    if (!onednn || winograd.isEmpty()) {
      return new Choice(onednn, slices, Math.min(plan.threads(), slices), Algorithms.DIRECT, null);
    }
    Algorithms algorithms = new Algorithms(winograd, false);
    double error = error(algorithms, (rows + slices - 1) / slices);
    return new Choice(true, slices, Math.min(plan.threads(), slices), algorithms, error);
  }

  private boolean isConvolution(String operation) {
    return nodes.stream()
        .anyMatch(
            node -> node instanceof Node.Convolution && operation.startsWith(node.name() + " "));
  }

  private boolean mayUseOneDnn() {
    return options.kernels() == Kernels.AUTO
        && type == DataType.FLOAT
        && new Recipe(nodes, true, Algorithms.DIRECT).convolves()
        && DnnlLibrary.loads();
  }

  /** On few rows: ND4J's convolutions take much memory, and what they took stays taken. */
  private boolean oneDnnWins(int few) {
    double plain = trial.measure(new Recipe(nodes, false, Algorithms.DIRECT), few).total();
    double onednn = trial.measure(new Recipe(nodes, true, Algorithms.DIRECT), few).total();
    LOG.info("{} rows take {} ms by nd4j, {} ms by oneDNN", few, plain, onednn);
    return CLEARLY * onednn < plain;
  }

  /** Winograd's algorithm for each convolution in which it clearly beats the direct one. */
  private Algorithms fastest(int part) {
    Trial.Measured winograd = trial.measure(new Recipe(nodes, true, Algorithms.WINOGRAD), part);
    Trial.Measured direct = trial.measure(new Recipe(nodes, true, Algorithms.DIRECT), part);
    Set<String> faster = new TreeSet<>();
    for (OpCost cost : winograd.costs()) {
      if (cost.kernel().contains("wino")
          && CLEARLY * cost.milliseconds() < direct.least(cost.name())) {
        faster.add(cost.name());
      }
    }
    return new Algorithms(faster, false);
  }

  private double error(Algorithms algorithms, int part) {
    INDArray direct = trial.gradient(new Recipe(nodes, true, Algorithms.DIRECT), part);
    INDArray other = trial.gradient(new Recipe(nodes, true, algorithms), part);
    double norm = direct.norm2Number().doubleValue();
    double error =
        other.subi(direct).norm2Number().doubleValue() / Math.max(norm, Double.MIN_NORMAL);
    LOG.info(
        "Winograd's algorithm for {}: the gradient differs from direct convolution's by {} of its norm",
        algorithms.winograd(),
        error);
    return error;
  }

  /**
   * As many as threads, if a slice takes so long that waking other threads pays. That is worked out
   * from both, since the time of several threads together says more about what else runs on the
   * machine just now.
   */
  private int slices(Recipe recipe, int most, int part) {
    double slice = trial.measure(recipe, part).total();
    double whole = slice > LONG ? most * slice : trial.measure(recipe, rows).total();
    double meeting = Trial.meeting(most);
    LOG.info(
        "{} rows take {} ms, {} rows {} ms, and {} threads meet in {} ms",
        part,
        slice,
        rows,
        whole,
        most,
        meeting);
    return CLEARLY * (slice + meeting) < whole ? most : 1;
  }
}
