package io.twinhead.training;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.twinhead.run.BoundedText;
import io.twinhead.run.Json;
import io.twinhead.training.RunRecord.DataRecord;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The part of {@code run.json} that is needed to find the same rows again.
 *
 * @param schema version of the layout
 * @param data what was learnt from
 * @param split how its rows were divided; null where nobody can know
 * @param ancestors the earlier runs that it took something from
 */
@JsonIgnoreProperties(ignoreUnknown = true)
record RunFacts(
    int schema, DataRecord data, @Nullable SplitRecord split, List<Ancestor> ancestors) {
  @SuppressWarnings("ConstantConditions") // a file may leave keys out
  RunFacts {
    ancestors = ancestors == null ? List.of() : List.copyOf(ancestors);
    Objects.requireNonNull(data, "data is missing");
    if (schema != RunRecord.SCHEMA) {
      throw new IllegalArgumentException(
          "schema " + schema + " is not the one that this version reads, " + RunRecord.SCHEMA);
    }
  }

  static RunFacts read(Path file) {
    return Json.read(file.toString(), BoundedText.read(file), RunFacts.class);
  }

  /** The whole record, to be changed and written again. */
  static ObjectNode tree(Path file) {
    return Json.read(file.toString(), BoundedText.read(file), ObjectNode.class);
  }
}
