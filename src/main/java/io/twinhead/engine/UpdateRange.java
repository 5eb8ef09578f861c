package io.twinhead.engine;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.deeplearning4j.nn.updater.UpdaterBlock;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.learning.config.Adam;
import org.nd4j.linalg.learning.config.IUpdater;
import org.nd4j.linalg.learning.config.Nesterovs;
import org.nd4j.linalg.learning.config.NoOp;
import org.nd4j.linalg.learning.config.RmsProp;
import org.nd4j.linalg.learning.config.Sgd;
import org.nd4j.linalg.learning.regularization.L2Regularization;
import org.nd4j.linalg.learning.regularization.Regularization;
import org.nd4j.linalg.learning.regularization.Regularization.ApplyStep;
import org.nd4j.linalg.learning.regularization.WeightDecay;

/**
 * One update of a range of the parameters: coupled L2, the updater, decoupled decay, subtraction.
 * All of it works element by element, so ranges can be updated in any order and at the same time.
 */
final class UpdateRange implements AutoCloseable {
  private final Range range;
  private final INDArray parameters;
  private final INDArray gradients;
  private final Device device;
  private final List<Op> ops = new ArrayList<>();
  private final List<Setting> settings = new ArrayList<>();
  private final List<INDArray> buffers = new ArrayList<>();

  /** What the number of a step changes in an operation. */
  private interface Setting {
    void at(int iteration, int epoch);
  }

  /**
   * Prepares the operations.
   *
   * @param parameters flat, and {@code gradients}
   * @param device that they are on
   * @throws UnsupportedNetworkException if an updater or a regularisation is not known
   */
  UpdateRange(
      Range range,
      List<UpdaterBlock> blocks,
      INDArray parameters,
      INDArray gradients,
      Device device) {
    this.range = range;
    this.device = device;
    this.parameters = parameters;
    this.gradients = gradients;
    blocks.forEach(this::update);
    INDArray mine = range.of(parameters);
    ops.add(
        Nd4jOp.of("parameters", "subtract")
            .in(mine, range.of(gradients))
            .out(mine)
            .flops(mine.length())
            .build());
  }

  List<Op> ops() {
    return ops;
  }

  /** Sets what depends on the number of the step. */
  void prepare(int iteration, int epoch) {
    for (Setting setting : settings) {
      setting.at(iteration, epoch);
    }
  }

  private void update(UpdaterBlock block) {
    IUpdater updater = block.getGradientUpdater().getConfig();
    regularise(block, updater, ApplyStep.BEFORE_UPDATER);
    Range part = range.within(block.getParamOffsetStart(), block.getParamOffsetEnd());
    if (!part.isEmpty()) {
      apply(block, part, updater);
    }
    regularise(block, updater, ApplyStep.POST_UPDATER);
  }

  private void regularise(UpdaterBlock block, IUpdater updater, ApplyStep step) {
    for (UpdaterBlock.ParamState state : block.getLayersAndVariablesInBlock()) {
      List<Regularization> all =
          state.getLayer().getConfig().getRegularizationByParam(state.getParamName());
      Range part = range.within(state.getParamOffsetStart(), state.getParamOffsetEnd());
      if (all != null && !part.isEmpty()) {
        String name =
            state.getLayer().getConfig().getLayerName() + " " + state.getParamName() + " decay";
        all.stream()
            .filter(one -> one.applyStep() == step)
            .forEach(one -> decay(name, part, one, updater));
      }
    }
  }

  /** Adds a multiple of the parameters to their gradients: 0 by a schedule may be more later. */
  private void decay(String name, Range part, Regularization one, IUpdater updater) {
    INDArray gradient = part.of(gradients);
    Nd4jOp op =
        Nd4jOp.of(name, "axpy")
            .in(gradient, part.of(parameters))
            .out(gradient)
            .numbers(factor(one, updater, 0, 0, name))
            .flops(2 * part.length())
            .build();
    ops.add(op);
    settings.add((iteration, epoch) -> op.number(factor(one, updater, iteration, epoch, name)));
  }

  private static double factor(
      Regularization one, IUpdater updater, int iteration, int epoch, String name) {
    if (one instanceof L2Regularization l2) {
      return l2.getL2().valueAt(iteration, epoch);
    }
    if (one instanceof WeightDecay decay) {
      double rate =
          decay.isApplyLR() && updater.hasLearningRate()
              ? updater.getLearningRate(iteration, epoch)
              : 1;
      return rate * decay.getCoeff().valueAt(iteration, epoch);
    }
    throw new UnsupportedNetworkException(name, "it is " + one);
  }

  private void apply(UpdaterBlock block, Range part, IUpdater updater) {
    if (updater instanceof NoOp) {
      return;
    }
    if (updater instanceof Sgd) {
      sgd(part, updater);
    } else if (updater instanceof Nesterovs nesterov) {
      if (nesterov.getMomentumISchedule() != null) {
        throw new UnsupportedNetworkException("the updater", "its momentum changes");
      }
      stateful(block, part, updater, "nesterovs_updater", List.of("V"), nesterov.getMomentum());
    } else if (updater instanceof RmsProp rms) {
      double[] numbers = {rms.getRmsDecay(), rms.getEpsilon()};
      stateful(block, part, updater, "rms_prop_updater", List.of("G"), numbers);
    } else if (updater instanceof Adam adam) {
      double[] numbers = {adam.getBeta1(), adam.getBeta2(), adam.getEpsilon()};
      Nd4jOp op = stateful(block, part, updater, "adam_updater", List.of("V", "M"), numbers);
      settings.add((iteration, epoch) -> op.integer(iteration));
    } else {
      throw new UnsupportedNetworkException("the updater", "it is " + updater);
    }
  }

  private void sgd(Range part, IUpdater updater) {
    INDArray gradient = part.of(gradients);
    INDArray rate = Nd4j.create(gradient.dataType(), 1);
    buffers.add(rate);
    NativeValues value = NativeValues.of(rate, device);
    double[] number = new double[1];
    ops.add(
        Nd4jOp.of("sgd", "multiply").in(gradient, rate).out(gradient).flops(part.length()).build());
    settings.add(
        (iteration, epoch) -> {
          double now = updater.getLearningRate(iteration, epoch);
          if (now != number[0]) {
            number[0] = now;
            value.put(number, 0, 1);
          }
        });
  }

  /** An updater with state; its first number is the learning rate. */
  private Nd4jOp stateful(
      UpdaterBlock block,
      Range part,
      IUpdater updater,
      String operation,
      List<String> names,
      double... numbers) {
    INDArray[] arrays = new INDArray[names.size() + 1];
    arrays[0] = part.of(gradients);
    Map<String, INDArray> states = block.getGradientUpdater().getState();
    for (int i = 0; i < names.size(); i++) {
      INDArray state = Updates.flat(Objects.requireNonNull(states.get(names.get(i))));
      arrays[i + 1] = part.of(state, block.getParamOffsetStart());
    }
    double[] all = new double[numbers.length + 1];
    System.arraycopy(numbers, 0, all, 1, numbers.length);
    Nd4jOp op =
        Nd4jOp.of(operation.replace("_updater", ""), operation)
            .in(arrays)
            .out(arrays)
            .numbers(all)
            .integers(0)
            .flops(10 * part.length())
            .build();
    ops.add(op);
    settings.add((iteration, epoch) -> op.number(updater.getLearningRate(iteration, epoch)));
    return op;
  }

  @Override
  public void close() {
    buffers.forEach(INDArray::close);
  }
}
