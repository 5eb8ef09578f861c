package io.twinhead.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.junit.jupiter.api.Test;

class ThinningTest {
  @Test
  void keepsEndsAndCornersAndNothingElseOfStraightLines() {
    double[] x = {0, 0, 0, 0.5, 0.75, 1};
    double[] y = {0, 0.3, 0.8, 0.8, 0.8, 1};
    assertThat(Thinning.of(x, y, 300))
        .isDeepEqualTo(new double[][] {{0, 0}, {0, 0.8}, {0.75, 0.8}, {1, 1}});
  }

  @Test
  void keepsTheMostVisibleCornersOfAnyLine() {
    Random random = new Random(3);
    int n = 20_000;
    double[] x = random.doubles(n).sorted().toArray();
    double[] y = random.doubles(n).map(v -> v * v).sorted().toArray();
    double[][] thin = Thinning.of(x, y, 300);
    assertThat(thin).hasDimensions(300, 2);
    for (int i = 0; i < n; i++) {
      assertThat(Math.abs(at(thin, x[i]) - y[i])).isLessThan(0.005);
    }
  }

  @Test
  void takesASinglePoint() {
    assertThat(Thinning.of(new double[] {0.5}, new double[] {1}, 300))
        .isDeepEqualTo(new double[][] {{0.5, 1}});
  }

  private static double at(double[][] line, double x) {
    int next = 1;
    while (next < line.length - 1 && line[next][0] < x) {
      next++;
    }
    double[] a = line[next - 1];
    double[] b = line[next];
    double share = Math.max(0, Math.min(1, (x - a[0]) / Math.max(1e-12, b[0] - a[0])));
    return a[1] + share * (b[1] - a[1]);
  }
}
