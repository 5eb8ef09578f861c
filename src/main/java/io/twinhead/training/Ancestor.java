package io.twinhead.training;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import io.twinhead.config.InputException;
import io.twinhead.dataset.Dataset;
import io.twinhead.dataset.Split;
import io.twinhead.dataset.SplitOrigin;
import io.twinhead.training.ParentModel.Role;
import io.twinhead.training.RunRecord.DataRecord;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * An earlier run that a training takes something from, as {@code run.json} tells.
 *
 * @param run where it was
 * @param role what was taken
 * @param modelSha256 of its model file
 * @param data what it learnt from
 * @param split how their rows were divided; null where nobody can know
 * @param ancestors its own
 */
@JsonIgnoreProperties(ignoreUnknown = true)
record Ancestor(
    String run,
    Role role,
    String modelSha256,
    DataRecord data,
    @Nullable SplitRecord split,
    @JsonInclude(JsonInclude.Include.NON_EMPTY) List<Ancestor> ancestors) {
  @SuppressWarnings("ConstantConditions") // a file may leave keys out
  Ancestor {
    Objects.requireNonNull(data, "an ancestor's data are missing");
    ancestors = ancestors == null ? List.of() : List.copyOf(ancestors);
  }

  static Ancestor of(SavedRun run, Role role) {
    RunFacts facts = run.facts();
    return new Ancestor(
        run.path().toString(),
        role,
        run.modelSha256(),
        facts.data(),
        facts.split(),
        facts.ancestors());
  }

  /** This one and all before it. */
  Stream<Ancestor> line() {
    return Stream.concat(Stream.of(this), ancestors.stream().flatMap(Ancestor::line));
  }

  /** Whether its rows were divided in this way; null is one that nobody knows. */
  boolean isDividedAs(@Nullable SplitOrigin origin) {
    return Objects.equals(split == null ? null : split.origin().whole(), origin);
  }

  boolean learntFrom(Dataset other) {
    return data.sha256().equals(other.sha256());
  }

  /**
   * Divides its data once more.
   *
   * @throws InputException if nobody knows how
   */
  Split divide(Dataset same) {
    if (split == null) {
      throw new InputException(
          ("%s: learnt from %s and does not say from which rows, so no test rows are known to be unseen:"
                  + " train it again with this version")
              .formatted(run, same.name()));
    }
    Split again = split.origin().split(same);
    if (again.train().length != data.train()
        || again.validation().length != data.validation()
        || again.test().length != data.test()) {
      throw otherRows(same);
    }
    return again;
  }

  /** Its rows cannot be told in the data as they are read now. */
  InputException otherRows(Dataset same) {
    return new InputException(
        "%s: learnt from %s, read or divided in another way, so no test rows are known to be unseen:"
                .formatted(run, same.name())
            + " say about the data what its config.yaml says");
  }

  /** How its rows were divided, for people. */
  String division() {
    if (split == null) {
      return run;
    }
    return split.fold() == null
        ? "%s by split seed %d".formatted(run, split.seed())
        : "%s by split seed %d, fold %d of %d"
            .formatted(run, split.seed(), split.fold(), split.folds());
  }
}
