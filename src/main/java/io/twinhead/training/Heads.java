package io.twinhead.training;

import io.twinhead.config.InputException;
import io.twinhead.config.Link;
import io.twinhead.config.Task;
import io.twinhead.dataset.Dataset;
import io.twinhead.head.OutputHead;

/** Output heads of the size that a data set's labels need. */
public final class Heads {
  private Heads() {}

  /**
   * The head of this name for a data set.
   *
   * @param name sigmoid or softmax
   * @throws IllegalArgumentException if there is no such head
   * @throws InputException if it is a softmax and labels may overlap, or has a link of its own
   */
  public static OutputHead of(String name, Dataset data, Link link) {
    if (OutputHead.of(name).equals(OutputHead.SIGMOID)) {
      return sigmoid(data, link);
    }
    if (link != Link.LOGIT) {
      throw new InputException(
          "link = %s: a link belongs to sigmoid units, and a softmax has none; leave it out, or use --head"
                  .formatted(link)
              + " sigmoid");
    }
    return softmax(data);
  }

  /**
   * One sigmoid unit for two classes; or else one for each class, which it tells from all the rest,
   * or for each label.
   */
  public static OutputHead sigmoid(Dataset data, Link link) {
    return OutputHead.sigmoid(data.task() == Task.BINARY ? 1 : data.classes().size(), link);
  }

  /**
   * One softmax unit for each class.
   *
   * @throws InputException if labels may overlap
   */
  public static OutputHead softmax(Dataset data) {
    requireExclusive(data);
    return OutputHead.softmax(data.classes().size());
  }

  /**
   * Insists on labels of which each row has exactly one: a softmax's probabilities sum to one.
   *
   * @throws InputException if the task is {@link Task#MULTILABEL}
   */
  public static void requireExclusive(Dataset data) {
    if (data.task() != Task.MULTILABEL) {
      return;
    }
    data.firstNotOneHot()
        .ifPresent(
            row -> {
              throw new InputException(
                  ("%s: %s has %d of the %d labels, and a softmax takes exactly one, as its probabilities sum"
                          + " to 1; labels that overlap need independent sigmoid units: train --head sigmoid")
                      .formatted(
                          data.name(),
                          data.place(row),
                          data.labelsOf(row).size(),
                          data.classes().size()));
            });
    throw new InputException(
        ("%s: the task multilabel lets any label hold, and a softmax takes exactly one; train --head"
                + " sigmoid, or leave the task out, since every row has one label")
            .formatted(data.name()));
  }
}
