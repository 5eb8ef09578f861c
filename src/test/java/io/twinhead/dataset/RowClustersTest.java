package io.twinhead.dataset;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RowClustersTest {
  @TempDir Path directory;

  @Test
  void rowsOfAGroupBelongTogether() {
    Dataset data =
        Tables.open(directory, "g,x,y\nann,1,a\nbob,2,b\nann,3,b\nbob,1,a\n", "label: y, group: g");
    int[] codes = data.clusters(new int[] {0, 1, 2, 3});
    assertThat(codes[0]).isEqualTo(codes[2]).isNotEqualTo(codes[1]);
    assertThat(codes[1]).isEqualTo(codes[3]);
    assertThat(data.clusters(new int[] {2, 1})).containsExactly(codes[2], codes[1]);
  }

  @Test
  void copiesBelongTogetherWhateverTheirLabels() {
    Dataset data =
        Tables.open(directory, "w,x,y\nred,1,a\nred,2,b\nred,1,b\nblue,1,a\nred,1,a\n", "label: y");
    int[] codes = data.clusters(new int[] {1, 2, 3, 4});
    assertThat(codes[1]).isEqualTo(codes[3]);
    assertThat(Arrays.stream(codes).distinct()).hasSize(3);
  }

  @Test
  void consecutiveRowsBelongTogetherIfTimePasses() {
    String rows =
        IntStream.range(0, 64)
            .mapToObj(i -> "%d,%d,%s".formatted(100 - i / 2, i, i % 2 == 0 ? "a" : "b"))
            .collect(Collectors.joining("\n", "t,x,y\n", "\n"));
    int[] codes =
        Tables.open(directory, rows, "label: y, time: t")
            .clusters(IntStream.range(0, 64).toArray());
    assertThat(Arrays.stream(codes).distinct()).hasSize(16);
    for (int i = 0; i < 64; i++) {
      assertThat(codes[i]).as("stretches of 4 rows").isEqualTo(codes[i - i % 4]);
    }
  }

  @Test
  void otherPicturesStandAlone() {
    int[] contents = {1, 2, 3, 4, 5, 6, 2};
    for (int i = 0; i < contents.length; i++) {
      Path folder = directory.resolve(i < 3 ? "a" : "b");
      Images.write(folder.resolve(i + ".png"), 6, 5, 1, contents[i]);
    }
    Dataset data = Datasets.open(directory, Tables.config(""));
    assertThat(Arrays.stream(data.clusters(IntStream.range(0, 7).toArray())).distinct()).hasSize(6);
  }
}
