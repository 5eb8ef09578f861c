package io.twinhead.launcher;

import java.nio.charset.StandardCharsets;

/** Words as a POSIX shell reads them. */
public final class Shell {
  private Shell() {}

  /**
   * Plain if nothing in it is special, else in single quotes; characters beyond ASCII are spelled
   * as the octal bytes of UTF-8, so that the text means the same in every locale.
   */
  public static String quote(String word) {
    if (isPlain(word)) {
      return word;
    }
    StringBuilder text = new StringBuilder("'");
    for (int i = 0; i < word.length(); ) {
      int end = i;
      while (end < word.length() && word.charAt(end) >= 128) {
        end++;
      }
      if (end > i) {
        text.append("'\"$(printf '");
        for (byte b : word.substring(i, end).getBytes(StandardCharsets.UTF_8)) {
          text.append('\\').append(Integer.toOctalString(b & 0xff));
        }
        text.append("')\"'");
        i = end;
      } else {
        char c = word.charAt(i);
        text.append(c == '\'' ? "'\\''" : String.valueOf(c));
        i++;
      }
    }
    return text.append('\'').toString();
  }

  private static boolean isPlain(String word) {
    for (int i = 0; i < word.length(); i++) {
      char c = word.charAt(i);
      if (c >= 128 || (!Character.isLetterOrDigit(c) && "_-+=:,./@%".indexOf(c) < 0)) {
        return false;
      }
    }
    return !word.isEmpty();
  }
}
