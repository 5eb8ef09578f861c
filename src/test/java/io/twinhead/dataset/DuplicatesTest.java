package io.twinhead.dataset;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class DuplicatesTest {
  @Test
  void findsForEachRowTheFirstOneThatIsTheSame() {
    SplittableRandom random = new SplittableRandom(1);
    for (int table = 0; table < 300; table++) {
      int rows = random.nextInt(200);
      int values = 1 + random.nextInt(30);
      long[][] cells = new long[2][rows];
      for (int row = 0; row < rows; row++) {
        cells[0][row] = random.nextInt(values);
        cells[1][row] = Double.doubleToLongBits(random.nextInt(values) / 4.0);
      }
      Map<List<Long>, Integer> first = new HashMap<>();
      int[] expected = new int[rows];
      for (int row = 0; row < rows; row++) {
        Integer earlier = first.putIfAbsent(List.of(cells[0][row], cells[1][row]), row);
        expected[row] = earlier == null ? row : earlier;
      }
      assertThat(Duplicates.originals(List.of(r -> cells[0][r], r -> cells[1][r]), rows))
          .isEqualTo(expected);
    }
  }
}
