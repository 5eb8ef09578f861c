package io.twinhead.config;

import org.jspecify.annotations.Nullable;

/**
 * Everything an {@code experiment.yaml} can say; the same names are command-line options. What is
 * null was not said.
 *
 * @param dataset path of the data set
 * @param data how the table is read
 * @param model which network
 * @param training how it is trained
 * @param evaluation how the heads are compared
 */
public record Experiment(
    @Nullable String dataset,
    DataConfig data,
    ModelConfig model,
    TrainingConfig training,
    EvaluationConfig evaluation) {

  /** Nothing said. */
  public static final Experiment EMPTY =
      new Experiment(
          null, DataConfig.EMPTY, ModelConfig.EMPTY, TrainingConfig.EMPTY, EvaluationConfig.EMPTY);

  @SuppressWarnings("ConstantConditions") // a YAML file may leave whole groups out
  public Experiment {
    data = data == null ? DataConfig.EMPTY : data;
    model = model == null ? ModelConfig.EMPTY : model;
    training = training == null ? TrainingConfig.EMPTY : training;
    evaluation = evaluation == null ? EvaluationConfig.EMPTY : evaluation;
  }

  /** Returns this with its gaps filled from {@code fallback}; where both speak, this wins. */
  public Experiment orElse(Experiment fallback) {
    return new Experiment(
        dataset == null ? fallback.dataset : dataset,
        data.orElse(fallback.data),
        Overlay.of(model, fallback.model),
        Overlay.of(training, fallback.training),
        Overlay.of(evaluation, fallback.evaluation));
  }

  /** Returns this with a number of native threads, unless it has one. */
  public Experiment orThreads(int count) {
    return withTraining(training.orThreads(count));
  }

  /** Returns this with what trying out on few rows asks for. */
  public Experiment triedOut() {
    return withTraining(training.triedOut());
  }

  /** Returns this with other training settings. */
  public Experiment withTraining(TrainingConfig other) {
    return new Experiment(dataset, data, model, other, evaluation);
  }

  /** Returns this with another head. */
  public Experiment withHead(String head) {
    ModelConfig other = new ModelConfig(model.model(), head, model.link());
    return new Experiment(dataset, data, other, training, evaluation);
  }

  /** Returns this with another scaling. */
  public Experiment withScaling(Scaling scaling) {
    return new Experiment(
        dataset, Overlay.with(data, "scaling", scaling), model, training, evaluation);
  }

  /** Returns this without what changes nothing about the result, such as how often it is saved. */
  public Experiment withoutJob() {
    return withTraining(training.withoutJob());
  }

  /** Returns this with the plan that an engine decided on, if it did. */
  public Experiment withPlan(@Nullable PlanConfig plan) {
    return withTraining(training.withPlan(plan));
  }
}
