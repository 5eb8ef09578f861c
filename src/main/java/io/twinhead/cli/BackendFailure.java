package io.twinhead.cli;

import io.twinhead.config.BackendName;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** A backend that loads and then does not do what it is for. */
final class BackendFailure extends RuntimeException {
  private static final long serialVersionUID = 1L;

  BackendFailure(String message, Throwable cause) {
    super(message, cause);
  }

  /** What to say of a failure that is the backend's, or null if it is not. */
  static @Nullable String message(Throwable e) {
    if (e instanceof BackendFailure) {
      return e.getMessage();
    }
    if (e instanceof LinkageError) { // ND4J's classes fail so if their native library does not load
      return "the tensor backend cannot be loaded (%s): delete ~/.javacpp/cache, in case a file in it"
              .formatted(root(e))
          + " is broken, and look at --print-command for the native library that was chosen";
    }
    if (BackendName.chosen() == BackendName.CUDA && isOfGpu(root(e))) {
      return "the GPU failed (%s): try a smaller --batch-size, doctor --train, or --backend cpu"
          .formatted(root(e));
    }
    return null;
  }

  /** ND4J has no exception of its own for what CUDA says, such as a lack of memory. */
  private static boolean isOfGpu(Throwable root) {
    return String.valueOf(root.getMessage())
        .toLowerCase(Locale.ROOT)
        .matches("(?s).*(cuda|cudnn|cublas|\\[device\\]).*");
  }

  private static Throwable root(Throwable e) {
    Throwable root = e;
    while (root.getCause() != null) {
      root = root.getCause();
    }
    return root;
  }
}
