package io.twinhead.engine;

import java.util.List;
import java.util.function.DoubleSupplier;

/** Runs the parts of a step; one that notes their times takes the same way as training. */
interface Runner {
  /** Just runs them. */
  Runner PLAIN =
      new Runner() {
        @Override
        public void run(String phase, List<Op> ops) {
          for (int i = 0; i < ops.size(); i++) {
            ops.get(i).run();
          }
        }

        @Override
        public double run(String phase, OpInfo info, DoubleSupplier work) {
          return work.getAsDouble();
        }
      };

  /** Runs prepared operations. */
  void run(String phase, List<Op> ops);

  /** Runs work that is not a prepared operation, and returns its result. */
  double run(String phase, OpInfo info, DoubleSupplier work);
}
