package io.twinhead.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.twinhead.run.Json;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PlainTest {
  @ParameterizedTest
  @CsvSource({
    "27, \\x1b", // escape
    "7, \\x07",
    "13, \\x0d",
    "127, \\u007f",
    "155, \\u009b", // the same as escape and [
    "8238, \\u202e", // right to left from here on
    "8206, \\u200e",
    "65279, \\ufeff",
    "8232, \\u2028",
    "8233, \\u2029",
    "917505, \\udb40\\udc01" // a tag
  })
  void showsCharactersThatActAsEscapes(int character, String shown) {
    String text = "before" + Character.toString(character) + "after";
    assertThat(Plain.visible(text)).isEqualTo("before" + shown + "after");
    assertThat(Plain.text(text)).isEqualTo("before" + shown + "after");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "plain", "Grüße, 東京 \uD83D\uDE00 é", "two\nlines\tand a tab", "ا ب"})
  void leavesVisibleTextAlone(String text) {
    assertThat(Plain.visible(text)).isSameAs(text);
  }

  @Test
  void leavesAJsonDocumentWhatItIs() throws IOException {
    Map<String, String> names = Map.of("name", "a\u001b[31m\u009b1m\u202e\u007f\u2028\r\n\t");
    String visible = Plain.visible(Json.document(names));
    assertThat(new ObjectMapper().readValue(visible, Map.class)).isEqualTo(names);
    assertThat(visible.chars().filter(c -> c != '\n' && Character.isISOControl(c))).isEmpty();
  }

  @Test
  void isHowAllPrintersOfPeopleWrite() {
    StringWriter screen = new StringWriter();
    PrintWriter plain = PlainWriter.on(new PrintWriter(screen, true));
    plain.print("a\u001b[2J");
    plain.println('\u0007');
    plain.printf("%s", "\u202e");
    assertThat(screen.toString().lines()).containsExactly("a\\x1b[2J\\x07", "\\u202e");
    assertThat(plain.checkError()).isFalse();
  }
}
