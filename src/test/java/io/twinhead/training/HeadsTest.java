package io.twinhead.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.twinhead.config.DataConfig;
import io.twinhead.config.InputException;
import io.twinhead.config.Link;
import io.twinhead.dataset.Dataset;
import io.twinhead.dataset.Datasets;
import io.twinhead.head.OutputHead;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HeadsTest {
  @ParameterizedTest
  @CsvSource({
    "breast-cancer, sigmoid, 1",
    "breast-cancer, softmax, 2",
    "iris, sigmoid, 3",
    "iris, softmax, 3",
    "yeast, sigmoid, 14"
  })
  void hasAsManyUnitsAsTheLabelsNeed(String data, String head, int units) {
    OutputHead made = Heads.of(head, open(data), Link.LOGIT);
    assertThat(made.name()).isEqualTo(head);
    assertThat(made.outputs()).isEqualTo(units);
  }

  @Test
  void givesSigmoidUnitsTheirLink() {
    assertThat(Heads.of("sigmoid", open("iris"), Link.PROBIT))
        .isEqualTo(OutputHead.sigmoid(3, Link.PROBIT));
  }

  @Test
  void refusesALinkOfASoftmax() {
    Dataset iris = open("iris");
    assertThatThrownBy(() -> Heads.of("softmax", iris, Link.PROBIT))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("link = probit")
        .hasMessageContaining("--head sigmoid");
  }

  @Test
  void refusesASoftmaxOfLabelsThatOverlap() {
    Dataset yeast = open("yeast");
    assertThatThrownBy(() -> Heads.softmax(yeast))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("row 1 has")
        .hasMessageContaining("sum to 1");
  }

  private static Dataset open(String name) {
    return Datasets.open(Path.of("datasets", name), DataConfig.EMPTY);
  }
}
