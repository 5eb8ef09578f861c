package io.twinhead.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Words from data neither end nor begin anything. */
class MarkdownTest {

  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '"',
      value = {
        "<=50K, `<=50K`",
        "a`b, ``a`b``",
        "a``b, ```a``b```",
        "`, `` ` ``",
        "a\\b, `a\\b`",
      })
  void quotesAWordAsItIs(String word, String code) {
    assertThat(Markdown.code(word)).isEqualTo(code);
  }

  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '"',
      value = {
        "![](http://x), !\\[\\](http://x)",
        "a`b, a\\`b",
        "<img src=x>, \\<img src=x\\>",
        "&lt;, \\&lt;",
        "*all* of mean_radius, \\*all\\* of mean_radius",
        "__init__, \\_\\_init\\_\\_",
        "30 columns: 2 left out., 30 columns: 2 left out.",
      })
  void escapesWhatWouldBecomeMarkup(String words, String prose) {
    assertThat(Markdown.prose(words)).isEqualTo(prose);
  }

  @Test
  void dropsWhatSteersATerminalOrTurnsALine() {
    String word = "a\u001B[31mb\u0007\u202Ec\u2028d\ne";
    assertThat(Markdown.code(word)).isEqualTo("`a[31mbc d e`");
    assertThat(Markdown.prose(word)).isEqualTo("a\\[31mbc d e");
    assertThat(Markdown.yaml("say \"<\u001B\"")).isEqualTo("\"say \\\"<\\\"\"");
  }

  @Test
  void keepsACellInItsTableAndABlockInItsFence() {
    Markdown text = new Markdown();
    text.table(List.of("", "n"), List.of(List.of(Markdown.code("a|b"), "1")));
    text.code("sh", "echo ```` | cat");
    assertThat(text)
        .hasToString(
            """
            |  | n |
            | --- | --- |
            | `a\\|b` | 1 |

            `````sh
            echo ```` | cat
            `````
            """);
  }
}
