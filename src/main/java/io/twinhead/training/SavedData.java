package io.twinhead.training;

import io.twinhead.config.DataConfig;
import io.twinhead.config.Experiment;
import io.twinhead.config.InputException;
import io.twinhead.dataset.Dataset;
import io.twinhead.dataset.Datasets;
import io.twinhead.dataset.LearntClasses;
import io.twinhead.dataset.Split;
import io.twinhead.training.RunRecord.DataRecord;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The way back from a run to the rows that it learnt from; opened when asked for. */
final class SavedData {
  private static final String DESCRIPTION = "dataset.yaml";

  private final Path run;
  private final Function<String, Path> places;
  private final Experiment experiment;
  private final RunFacts facts;
  private @Nullable Dataset data;
  private @Nullable Split split;

  /**
   * @param places where a data set of a given name is
   */
  SavedData(Path run, Function<String, Path> places, Experiment experiment) {
    this.run = run;
    this.places = places;
    this.experiment = experiment;
    this.facts = RunFacts.read(run.resolve(RunDirectory.RECORD));
  }

  /** What the run's record says. */
  RunFacts facts() {
    return facts;
  }

  /** The data set, unchanged since. */
  Dataset data() {
    if (data == null) {
      data = opened();
    }
    return data;
  }

  private Dataset opened() {
    String name = experiment.dataset();
    if (name == null) {
      throw new InputException(
          run.resolve(RunDirectory.CONFIG)
              + ": names no dataset, so its rows cannot be found; add it, or train again");
    }
    Dataset opened = Datasets.open(places.apply(name), experiment.data());
    if (!isSame(opened)) {
      throw new InputException(
          "%s: the data have changed since %s was trained (SHA-256 %s then, %s now), so its test rows"
                  .formatted(name, run, facts.data().sha256(), opened.sha256())
              + " cannot be told from those that it learnt from; restore the data, or train again");
    }
    return opened;
  }

  /** Whether data, wherever they are, have the bytes of those that the run learnt from. */
  boolean isSame(Dataset other) {
    return other.sha256().equals(facts.data().sha256());
  }

  /**
   * Opens other data as these were opened, with the class codes of the run's head. What their own
   * description says about columns counts before what is known about those of the run.
   */
  Dataset other(
      Path place, @Nullable String label, SavedHead head, @Nullable SavedProvenance provenance) {
    DataConfig said = experiment.data().forOther(label);
    boolean describesItself = Files.isDirectory(place) || place.endsWith(DESCRIPTION);
    DataConfig known =
        describesItself || provenance == null ? said : provenance.data().columns().fill(said);
    return Datasets.open(place, known, new LearntClasses(head.labels(), head.task()));
  }

  /** The rows that each part of the training had. */
  Split split() {
    if (split == null) {
      split = divided();
    }
    return split;
  }

  private Split divided() {
    SplitRecord record = facts.split();
    if (record == null) {
      throw new InputException(
          "%s: does not say how the rows were divided, as runs of earlier versions; train again"
              .formatted(run.resolve(RunDirectory.RECORD)));
    }
    Split again = record.origin().split(data());
    DataRecord then = facts.data();
    if (again.train().length != then.train()
        || again.validation().length != then.validation()
        || again.test().length != then.test()) {
      throw otherwise(
          "%d, %d and %d for training, validation and test then; %d, %d and %d now"
              .formatted(
                  then.train(),
                  then.validation(),
                  then.test(),
                  again.train().length,
                  again.validation().length,
                  again.test().length));
    }
    if (!record.fits(again)) {
      throw otherwise("as many in each part, but others");
    }
    return again;
  }

  private InputException otherwise(String difference) {
    return new InputException(
        "%s: the rows cannot be divided as they were (%s); train again with this version"
            .formatted(run, difference));
  }
}
