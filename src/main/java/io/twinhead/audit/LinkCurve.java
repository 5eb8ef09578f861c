package io.twinhead.audit;

import io.twinhead.config.Link;
import io.twinhead.head.OutputHead;
import java.util.Arrays;
import java.util.List;

/**
 * What one sigmoid unit makes of its number s under a link: claim S10.
 *
 * @param link its name
 * @param s from -6 to 6
 * @param probability of the positive class
 * @param slope dp/ds, by central differences
 * @param loss of a positive row, in nats
 */
@SuppressWarnings("ArrayRecordComponent") // to be drawn; not compared
public record LinkCurve(
    String link, double[] s, double[] probability, double[] slope, double[] loss) {
  private static final int POINTS = 241;
  private static final double REACH = 6;
  private static final double STEP = 1e-4;

  /** The curves of all links. */
  public static List<LinkCurve> all() {
    return Arrays.stream(Link.values()).map(LinkCurve::of).toList();
  }

  private static LinkCurve of(Link link) {
    OutputHead head = OutputHead.sigmoid(1, link);
    double[] s = new double[POINTS];
    Arrays.setAll(s, i -> REACH * (2.0 * i / (POINTS - 1) - 1));
    return new LinkCurve(
        link.toString(),
        s,
        Arrays.stream(s).map(x -> probability(head, x)).toArray(),
        Arrays.stream(s)
            .map(x -> (probability(head, x + STEP) - probability(head, x - STEP)) / (2 * STEP))
            .toArray(),
        Arrays.stream(s).map(x -> head.loss(new double[] {x}, 0, new float[] {1})).toArray());
  }

  private static double probability(OutputHead head, double s) {
    double[] probability = new double[1];
    head.probabilities(new double[] {s}, 0, probability);
    return probability[0];
  }
}
