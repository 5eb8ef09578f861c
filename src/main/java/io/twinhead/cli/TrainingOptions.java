package io.twinhead.cli;

import io.twinhead.config.Augment;
import io.twinhead.config.ClassWeight;
import io.twinhead.config.Convolution;
import io.twinhead.config.Kernels;
import io.twinhead.config.Schedule;
import io.twinhead.config.TrainingConfig.EngineName;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** How networks are trained. */
final class TrainingOptions {
  @Option(
      names = "--epochs",
      paramLabel = "E",
      description =
          "At most this many passes over the training part (default: 100; images 15; train on photographs 30).")
  @Nullable Integer epochs;

  @Option(
      names = "--patience",
      paramLabel = "P",
      description =
          "Stop after P epochs without a lower validation loss (default: 10; images 5; train on photographs 10).")
  @Nullable Integer patience;

  @Option(
      names = "--batch-size",
      paramLabel = "B",
      description = "Examples per step (default: 32).")
  @Nullable Integer batchSize;

  @Option(
      names = "--seed",
      paramLabel = "S",
      description = "Every random number derives from it (default: 1).")
  @Nullable Long seed;

  @Option(
      names = "--jobs",
      paramLabel = "J",
      description = "Trainings at the same time (default: one per core); results stay the same.")
  @Nullable Integer jobs;

  @Option(
      names = "--engine",
      paramLabel = "compiled|reference",
      description =
          "What runs the steps: a prepared plan (default on CPUs), or DL4J's own fit (on CUDA).")
  @Nullable EngineName engine;

  @Option(
      names = "--kernels",
      paramLabel = "auto|nd4j",
      description = "What a plan may use: oneDNN where it is faster (default), or ND4J only.")
  @Nullable Kernels kernels;

  @Option(
      names = "--convolution",
      paramLabel = "auto|direct",
      description =
          "Algorithms of a plan: the fastest whose gradients are close to the direct one's"
              + " (default), or the direct one only.")
  @Nullable Convolution convolution;

  @Option(
      names = "--threads",
      paramLabel = "T",
      description = "Native threads in each training (default: compare 1; train measures).")
  @Nullable Integer threads;

  @Option(
      names = "--class-weight",
      paramLabel = "balanced|CLASS=W,..",
      description = "How much the rows of each class count (default: 1).")
  @Nullable ClassWeight classWeight;

  @Option(
      names = "--prior-correction",
      description =
          "Turn probabilities learnt with class weights back to the prevalence of the data.")
  @Nullable Boolean priorCorrection;

  @Option(
      names = "--learning-rate",
      paramLabel = "R",
      description = "Of the updater (default: that in the model's file).")
  @Nullable Double learningRate;

  @Option(
      names = "--schedule",
      paramLabel = "KIND",
      description =
          "How the learning rate changes: constant (default; train on photographs cosine), cosine,"
              + " step or plateau; with numbers such as step,every=5,factor=0.5.")
  @Nullable Schedule schedule;

  @Option(
      names = "--warmup",
      paramLabel = "E",
      description = "Epochs, or a part of one, in which the learning rate rises (default: 0).")
  @Nullable Double warmup;

  @Option(
      names = "--clip-norm",
      paramLabel = "N",
      description =
          "Largest norm of the gradient of each layer by itself, not of all (default: the model's).")
  @Nullable Double clipNorm;

  @Option(
      names = "--clip-value",
      paramLabel = "V",
      description = "Largest component of the gradient (default: the model's).")
  @Nullable Double clipValue;

  @Option(
      names = "--augment",
      paramLabel = "none|default|LIST",
      description =
          "How training images vary from epoch to epoch, such as"
              + " flip,shift=0.1,rotate=15,zoom=0.1,brightness=0.2, which is default (without this"
              + " option: train on photographs default, else none).")
  @Nullable Augment augment;
}
