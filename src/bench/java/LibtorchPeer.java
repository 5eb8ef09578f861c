import static org.bytedeco.pytorch.global.torch.*;

import java.util.ArrayList;
import java.util.List;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.NoGradGuard;
import org.bytedeco.pytorch.RMSprop;
import org.bytedeco.pytorch.RMSpropOptions;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorOptional;
import org.bytedeco.pytorch.TensorVector;

/** libtorch, through JavaCPP: models/small-cnn.yaml with a sigmoid head on made-up data. */
public final class LibtorchPeer {
  private static final long[] ONE = {1, 1};
  private static final long[] NONE = {0, 0};

  private final Peer options;
  private final List<Tensor> parameters = new ArrayList<>();
  private final RMSprop optimizer;
  private final Tensor images;
  private final Tensor targets;

  private LibtorchPeer(Peer options) {
    this.options = options;
    set_num_threads(options.threads());
    manual_seed(7);
    int side = options.size();
    int channels = options.channels();
    for (int filters : new int[] {32, 32, 64}) {
      parameter(filters, channels, 3, 3);
      parameter(filters);
      channels = filters;
      side = (side - 2) / 2;
    }
    parameter(64, 64L * side * side);
    parameter(64);
    parameter(1, 64);
    parameter(1);
    this.optimizer = optimizer();
    this.images =
        layout(
            rand(new long[] {options.batch(), options.channels(), options.size(), options.size()}));
    this.targets = full(new long[] {options.batch()}, new Scalar(0.25));
    for (int i = 1; i < options.batch(); i += 2) {
      targets.select(0, i).fill_(new Scalar(0.75));
    }
  }

  public static void main(String[] args) {
    long start = System.nanoTime();
    Peer options = Peer.of(args);
    LibtorchPeer peer = new LibtorchPeer(options);
    peer.step();
    double ready = (System.nanoTime() - start) / 1e9;
    double[] train = options.time(peer::step);
    try (NoGradGuard guard = new NoGradGuard()) {
      options.print("libtorch 2.10.0", ready, train, options.time(peer::infer));
    }
  }

  private void parameter(long... shape) {
    Tensor values = layout(randn(shape).mul(new Scalar(0.03)));
    parameters.add(values.detach().set_requires_grad(true));
  }

  private Tensor layout(Tensor tensor) {
    boolean image = tensor.dim() == 4 && options.channelsLast();
    return image ? tensor.contiguous(MemoryFormat.ChannelsLast) : tensor;
  }

  private RMSprop optimizer() {
    RMSpropOptions rule = new RMSpropOptions(1e-3);
    rule.alpha().put(0.9);
    rule.eps().put(1e-7);
    return new RMSprop(new TensorVector(parameters.toArray(Tensor[]::new)), rule);
  }

  private Tensor forward(boolean training) {
    Tensor x = images;
    for (int i = 0; i < 6; i += 2) {
      x = relu(conv2d(x, parameters.get(i), bias(i + 1), ONE, NONE, ONE, 1));
      x = max_pool2d(x, 2, 2);
    }
    x = relu(linear(x.flatten(1, -1), parameters.get(6), bias(7)));
    return linear(dropout(x, 0.5, training), parameters.get(8), bias(9));
  }

  private TensorOptional bias(int index) {
    return new TensorOptional(parameters.get(index));
  }

  private void step() {
    try (PointerScope scope = new PointerScope()) {
      optimizer.zero_grad();
      binary_cross_entropy_with_logits(forward(true).select(1, 0), targets).backward();
      optimizer.step();
    }
  }

  private void infer() {
    try (PointerScope scope = new PointerScope()) {
      forward(false);
    }
  }
}
