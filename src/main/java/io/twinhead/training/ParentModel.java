package io.twinhead.training;

import java.util.List;

/**
 * An earlier model that a training took something from, wherever it was kept.
 *
 * @param role what was taken
 * @param sha256 of its model file
 * @param data name of what it learnt from
 * @param dataSha256 of that
 */
public record ParentModel(Role role, String sha256, String data, String dataSha256) {
  /** What a model gives. */
  public enum Role {
    /** Weights to start from. */
    START,
    /** Probabilities to learn from. */
    TEACHER
  }

  /** Those of these runs, and of their own ancestors. */
  static List<ParentModel> of(List<Ancestor> ancestors) {
    return ancestors.stream().flatMap(Ancestor::line).map(ParentModel::of).toList();
  }

  private static ParentModel of(Ancestor ancestor) {
    return new ParentModel(
        ancestor.role(), ancestor.modelSha256(), ancestor.data().name(), ancestor.data().sha256());
  }
}
