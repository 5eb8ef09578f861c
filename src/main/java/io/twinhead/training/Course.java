package io.twinhead.training;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import io.twinhead.config.InputException;
import io.twinhead.run.BoundedText;
import io.twinhead.run.Json;
import io.twinhead.run.Provenance;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * How a training went, and where.
 *
 * @param history every epoch, at least one
 * @param bestEpoch the epoch whose weights were kept, from 1 on
 * @param judgement of the loss against its baseline
 * @param provenance of the training
 * @param antisymmetry of two softmax logits on the test part, see {@link Antisymmetry}; null for
 *     other heads, and where it was not measured
 * @param command that repeats the training; null if none is known
 * @param ended why there was no further epoch
 * @param parents the models that it took something from
 * @param convertedFrom the head that the model had before it was converted; null if it was not
 * @param resumed where settings changed on the way
 */
public record Course(
    List<Epoch> history,
    int bestEpoch,
    Judgement judgement,
    Provenance provenance,
    @Nullable Double antisymmetry,
    @Nullable String command,
    Ending ended,
    List<ParentModel> parents,
    @Nullable String convertedFrom,
    List<Resumed> resumed) {

  public Course {
    history = List.copyOf(history);
    parents = List.copyOf(parents);
    resumed = List.copyOf(resumed);
  }

  /** That of a training that has just ended. */
  public static Course of(
      Training training, Trained trained, Tested tested, @Nullable String command) {
    return new Course(
        trained.history(),
        trained.bestEpoch(),
        trained.judgement(),
        Provenance.current(),
        tested.antisymmetry(),
        command,
        trained.ending(),
        training.parents(),
        null,
        trained.resumed());
  }

  /** The same of a model with the other head, made from one with this head. */
  public Course convertedFrom(String head) {
    return new Course(
        history,
        bestEpoch,
        judgement,
        provenance,
        antisymmetry,
        command,
        ended,
        parents,
        head,
        resumed);
  }

  /** What {@code run.json} says about it. */
  @JsonIgnoreProperties(ignoreUnknown = true)
  private record Facts(
      int bestEpoch,
      Judgement judgement,
      Provenance provenance,
      @Nullable Double antisymmetry,
      @Nullable String command,
      @Nullable Ending ended,
      List<Ancestor> ancestors,
      @Nullable Conversion conversion,
      List<Resumed> resumed) {
    @SuppressWarnings("ConstantConditions") // a file may leave keys out
    private Facts {
      ancestors = ancestors == null ? List.of() : ancestors;
      resumed = resumed == null ? List.of() : resumed;
      Objects.requireNonNull(judgement, "judgement is missing");
      Objects.requireNonNull(provenance, "provenance is missing");
    }
  }

  /**
   * Reads a run's course back.
   *
   * @throws InputException if its files do not tell
   */
  static Course read(Path run) {
    Path record = run.resolve(RunDirectory.RECORD);
    Facts facts = Json.read(record.toString(), BoundedText.read(record), Facts.class);
    List<Epoch> history = history(run.resolve(RunDirectory.HISTORY));
    if (facts.bestEpoch < 1 || facts.bestEpoch > history.size()) {
      throw new InputException(
          "%s: epoch %d was kept, and %s has %d epochs; restore the files"
              .formatted(record, facts.bestEpoch, RunDirectory.HISTORY, history.size()));
    }
    return new Course(
        history,
        facts.bestEpoch,
        facts.judgement,
        facts.provenance,
        facts.antisymmetry,
        facts.command,
        Objects.requireNonNullElse(facts.ended, Ending.EPOCHS), // there was no limit of time
        ParentModel.of(facts.ancestors),
        facts.conversion == null ? null : facts.conversion.from(),
        facts.resumed);
  }

  private static List<Epoch> history(Path file) {
    return BoundedText.lines(file).stream()
        .map(line -> Json.read(file.toString(), line, Epoch.class))
        .toList();
  }
}
