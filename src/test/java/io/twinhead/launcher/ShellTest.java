package io.twinhead.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ShellTest {
  @ParameterizedTest
  @ValueSource(strings = {"a", "-Xmx1g", "--out=/tmp/x_y-1.z", "a:b,c@d%e+f"})
  void leavesPlainWordsAlone(String word) {
    assertThat(Shell.quote(word)).isEqualTo(word);
  }

  @Test
  void quotesWhatAShellWouldChange() {
    assertThat(Shell.quote("")).isEqualTo("''");
    assertThat(Shell.quote("a b")).isEqualTo("'a b'");
    assertThat(Shell.quote("it's $x")).isEqualTo("'it'\\''s $x'");
    assertThat(Shell.quote("~")).isEqualTo("'~'");
    assertThat(Shell.quote("#a")).isEqualTo("'#a'");
  }

  @Test
  void spellsOtherCharactersInOctal() {
    assertThat(Shell.quote("caf\u00e9")).isEqualTo("'caf'\"$(printf '\\303\\251')\"''");
    assertThat(Shell.quote("\ud83d\ude00")).isEqualTo("''\"$(printf '\\360\\237\\230\\200')\"''");
  }
}
