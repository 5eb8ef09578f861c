package io.twinhead.dataset;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.twinhead.config.DataConfig;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a data set's description and its user say about it: what its columns are for, and where it
 * comes from. Reads and writes as JSON.
 *
 * @param label columns: one, or several 0/1 columns; none of images
 * @param weight column of sample weights
 * @param group column whose equal values stay together
 * @param time column that orders the rows
 * @param categorical columns that are categories by decision, not by their looks
 * @param numeric columns that are numbers by decision
 * @param licence its name
 * @param source where the data come from
 */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record Origin(
    List<String> label,
    @Nullable String weight,
    @Nullable String group,
    @Nullable String time,
    List<String> categorical,
    List<String> numeric,
    @Nullable String licence,
    @Nullable String source) {

  @SuppressWarnings("ConstantConditions") // a file leaves empty lists out
  public Origin {
    label = label == null ? List.of() : List.copyOf(label);
    categorical = categorical == null ? List.of() : List.copyOf(categorical);
    numeric = numeric == null ? List.of() : List.copyOf(numeric);
  }

  /** Nothing is said. */
  static final Origin UNKNOWN =
      new Origin(List.of(), null, null, null, List.of(), List.of(), null, null);

  static Origin of(Descriptor given, DataConfig said) {
    Roles roles = Roles.of(given, said);
    return new Origin(
        roles.label(),
        roles.weight(),
        roles.group(),
        roles.time(),
        roles.categorical(),
        roles.numeric(),
        given.licence(),
        given.source());
  }

  /**
   * Settings with which another table without a description is read as this one was, once the
   * settings said are not about the label.
   */
  public DataConfig fill(DataConfig said) {
    return said.withColumns(label, weight, categorical, numeric);
  }
}
