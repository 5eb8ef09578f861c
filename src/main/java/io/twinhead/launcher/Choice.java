package io.twinhead.launcher;

import io.twinhead.launcher.Finding.Missing;
import io.twinhead.launcher.Finding.Usable;
import org.jspecify.annotations.Nullable;

/**
 * Which backend the worker gets, and why.
 *
 * @param backend null if what is asked for cannot be used
 * @param finding {@link Usable} if there is a backend, else why not
 * @param reason part of a sentence
 * @param note a sentence for a user whom this choice would surprise, or ""
 */
record Choice(@Nullable Backend backend, Finding finding, String reason, String note) {
  static Choice of(Backend backend, Usable usable, String reason) {
    return new Choice(backend, usable, reason, "");
  }

  static Choice none(String reason, String remedy) {
    return new Choice(null, new Missing(reason, remedy), reason, "");
  }

  Choice withNote(String text) {
    return new Choice(backend, finding, reason, text);
  }

  /** The backend, or the error that ends the launcher. */
  Usable orRefuse() {
    if (finding instanceof Usable usable) {
      return usable;
    }
    String remedy = ((Missing) finding).remedy();
    throw new LaunchException(LaunchException.BACKEND, reason.concat(". ").concat(remedy));
  }

  /** {@code cpu}, {@code cuda} or {@code none}. */
  String word() {
    return backend == null ? "none" : backend.word();
  }
}
