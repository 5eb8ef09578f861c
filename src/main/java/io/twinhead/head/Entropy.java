package io.twinhead.head;

/** Entropies in nats. */
final class Entropy {
  private Entropy() {}

  /** Of an event and its opposite. */
  static double ofTwo(double p) {
    return term(p) + term(1 - p);
  }

  /** One outcome's share of a distribution's entropy. */
  static double term(double p) {
    return p == 0 ? 0 : -p * Math.log(p);
  }
}
