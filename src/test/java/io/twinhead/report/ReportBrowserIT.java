package io.twinhead.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.twinhead.comparison.Arm;
import io.twinhead.comparison.Outcome;
import io.twinhead.evaluation.BinaryPredictions;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.logging.Level;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.openqa.selenium.By;
import org.openqa.selenium.Keys;
import org.openqa.selenium.WebElement;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.logging.LogType;
import org.openqa.selenium.print.PrintOptions;

/** The pages in a real browser. */
@Timeout(120)
class ReportBrowserIT {
  private static final String LONG_NAME = "</script><b>" + "n".repeat(48);

  @TempDir static Path folder;
  private static ChromeDriver browser;

  private static final List<Outcome> OUTCOMES = Trainings.outcomes(3, 5);

  @BeforeAll
  static void startBrowser() throws IOException {
    String missing = "chromium and chromedriver are not on the PATH";
    assumeTrue(Browser.installed() || System.getenv("CI") != null, missing);
    assertThat(Browser.installed()).as(missing).isTrue();
    write("comparison", SamplePages.comparison(new ComparisonBuilder(), OUTCOMES));
    write("training", SamplePages.training());
    write("calibrated", SamplePages.calibrated());
    write("hostile", SamplePages.hostileComparison(LONG_NAME));
    browser = Browser.start();
  }

  @AfterAll
  static void stopBrowser() {
    if (browser != null) {
      browser.quit();
    }
  }

  @AfterEach
  void hasNothingToComplainAbout() {
    assertThat(browser.manage().logs().get(LogType.BROWSER).getAll())
        .filteredOn(entry -> entry.getLevel().intValue() >= Level.WARNING.intValue())
        .isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"comparison", "training", "calibrated", "hostile"})
  void drawsEveryChart(String page) {
    open(page, 1280, "light");
    List<WebElement> charts = browser.findElements(By.cssSelector("[data-chart]"));
    assertThat(charts).hasSizeGreaterThanOrEqualTo(11);
    assertThat(charts)
        .allSatisfy(
            chart -> {
              assertThat(coloured(chart)).as(chart.getDomAttribute("data-chart")).isPositive();
              assertThat(chart.getDomAttribute("role")).isEqualTo("img");
              assertThat(chart.getDomAttribute("aria-label")).isNotBlank();
            });
  }

  @ParameterizedTest
  @ValueSource(strings = {"comparison", "training", "calibrated", "hostile"})
  void loadsNothing(String page) {
    open(page, 1280, "light");
    assertThat(
            script(
                "return performance.getEntriesByType('resource')"
                    + ".filter(entry => !entry.name.startsWith('data:')).length"))
        .isEqualTo(0L);
  }

  @Test
  void movesBothMatricesAndTheirMetricsByKeyboard() {
    open("comparison", 1280, "light");
    WebElement slider = browser.findElement(By.id("slider"));
    assertShows(50);
    slider.sendKeys(Keys.ARROW_RIGHT, Keys.ARROW_RIGHT, Keys.ARROW_RIGHT);
    assertShows(53);
    slider.sendKeys(Keys.ARROW_LEFT);
    assertShows(52);
    slider.sendKeys(Keys.HOME);
    assertShows(0);
    slider.sendKeys(Keys.END);
    assertShows(100);
    assertThat(shown("score", 0, 2)).as("precision without a positive prediction").isEqualTo("-");
  }

  @Test
  void startsAtTheThresholdOfTheModel() {
    open("calibrated", 1280, "light");
    assertThat(browser.findElement(By.id("threshold-value")).getText()).isEqualTo("0.20");
    assertThat(browser.findElement(By.id("slider")).getDomProperty("value")).isEqualTo("0.2");
  }

  @Test
  void reachesTheSliderByTab() {
    open("comparison", 1280, "light");
    for (int i = 0; i < 30 && !"slider".equals(focused().getDomAttribute("id")); i++) {
      focused().sendKeys(Keys.TAB);
    }
    assertThat(focused().getDomAttribute("id")).isEqualTo("slider");
    assertThat(focused().getCssValue("outline-style")).isEqualTo("solid");
  }

  @ParameterizedTest
  @ValueSource(ints = {390, 1280})
  void fitsTheScreen(int width) {
    for (String page : List.of("comparison", "training", "calibrated", "hostile")) {
      open(page, width, "light");
      assertThat(script("return document.documentElement.scrollWidth"))
          .as(page)
          .isEqualTo((long) width);
    }
  }

  @Test
  void fitsTheChartsWhenTheScreenIsTurned() {
    open("comparison", 1280, "light");
    Browser.width(browser, 390, 900);
    browser.executeAsyncScript("requestAnimationFrame(() => setTimeout(arguments[0], 100))");
    assertThat(
            script(
                "return Math.max(...[...document.querySelectorAll('[data-chart] svg')]"
                    + ".map(svg => svg.getBoundingClientRect().right)) <= innerWidth"))
        .isEqualTo(true);
  }

  @Test
  void followsTheColourScheme() {
    open("comparison", 1280, "light");
    double light = luminance("body", "background-color");
    assertThat(contrast()).isGreaterThan(4.5);
    Browser.colourScheme(browser, "dark");
    assertThat(luminance("body", "background-color")).isLessThan(0.1).isLessThan(light);
    assertThat(contrast()).isGreaterThan(4.5);
  }

  @Test
  void printsLightAtOneHalfAndReturns() {
    open("comparison", 1280, "dark");
    browser.findElement(By.id("slider")).sendKeys(Keys.HOME);
    script(
        """
        addEventListener('beforeprint', () => {
          const cut = [...document.querySelectorAll('[data-chart]')].filter((chart) => {
            const svg = chart.querySelector('svg');
            return svg.clientWidth > chart.clientWidth || svg.clientHeight > chart.clientHeight;
          });
          window.printed = [
            document.getElementById('threshold-value').textContent,
            getComputedStyle(document.documentElement).getPropertyValue('--page').trim(),
            document.querySelectorAll('details:not([open])').length,
            cut.length,
            document.documentElement.scrollWidth <= innerWidth,
          ];
        });
        """);
    byte[] pdf = Base64.getDecoder().decode(browser.print(new PrintOptions()).getContent());
    assertThat(new String(pdf, 0, 5, StandardCharsets.US_ASCII)).isEqualTo("%PDF-");
    assertThat(pdf).hasSizeGreaterThan(50_000);
    assertThat(script("return window.printed")).isEqualTo(List.of("0.50", "#f6f7f9", 0L, 0L, true));
    assertShows(0);
  }

  @Test
  void staysLightEnoughToMail() throws IOException {
    assertThat(Files.size(folder.resolve("comparison.html"))).isLessThan(1_300_000);
  }

  /** What the page shows is what the predictions give, counted here once more. */
  private static void assertShows(int step) {
    assertThat(browser.findElement(By.id("threshold-value")).getText())
        .isEqualTo(String.format(Locale.ROOT, "%.2f", step / 100.0));
    assertShows(0, Counts.of(Arm.SIGMOID, step / 100.0));
    assertShows(1, Counts.of(Arm.SOFTMAX, step / 100.0));
  }

  private static void assertShows(int head, Counts counts) {
    assertThat(List.of(0, 1, 2, 3))
        .extracting(cell -> shown("cell", head, cell))
        .containsExactly(
            "%,d".formatted(counts.tn),
            "%,d".formatted(counts.fp),
            "%,d".formatted(counts.fn),
            "%,d".formatted(counts.tp));
    assertThat(List.of(0, 1, 2, 3, 4, 5))
        .extracting(score -> shown("score", head, score))
        .containsExactlyElementsOf(counts.scores());
  }

  private record Counts(long tp, long fp, long fn, long tn) {

    static Counts of(Arm arm, double threshold) {
      long[] counts = new long[4];
      for (Outcome outcome : OUTCOMES) {
        if (outcome.arm() == arm) {
          BinaryPredictions p = (BinaryPredictions) outcome.predictions();
          for (int i = 0; i < p.size(); i++) {
            boolean accepted = 1 / (1 + Math.exp(-p.logits()[i])) >= threshold;
            counts[(accepted ? 2 : 0) + p.labels()[i]]++;
          }
        }
      }
      return new Counts(counts[3], counts[2], counts[1], counts[0]);
    }

    List<String> scores() {
      double recall = (double) tp / (tp + fn);
      double specificity = (double) tn / (tn + fp);
      double products = (double) (tp + fp) * (tp + fn) * (tn + fp) * (tn + fn);
      return Stream.of(
              (double) (tp + tn) / (tp + fp + fn + tn),
              (recall + specificity) / 2,
              (double) tp / (tp + fp),
              recall,
              2.0 * tp / (2 * tp + fp + fn),
              (tp * tn - fp * fn) / Math.sqrt(products))
          .map(score -> Double.isNaN(score) ? "-" : String.format(Locale.ROOT, "%.4f", score))
          .toList();
    }
  }

  private static String shown(String kind, int head, int index) {
    return browser
        .findElement(By.cssSelector("[data-head='%d'][data-%s='%d']".formatted(head, kind, index)))
        .getText();
  }

  /** How many shapes of the chart have a head's colour. */
  private static long coloured(WebElement chart) {
    return (Long)
        script(
            "const style = getComputedStyle(document.documentElement);"
                + "const colours = ['--sigmoid', '--softmax'].map(n => style.getPropertyValue(n).trim());"
                + "return [...arguments[0].querySelectorAll('svg path')].filter(p =>"
                + " colours.includes(p.getAttribute('stroke')) || colours.includes(p.getAttribute('fill'))).length",
            chart);
  }

  /** The contrast between the text of the charts and what is behind it (WCAG 2). */
  private static double contrast() {
    double text = luminance("[data-chart] svg text", "fill");
    double card = luminance("section", "background-color");
    return (Math.max(text, card) + 0.05) / (Math.min(text, card) + 0.05);
  }

  private static double luminance(String selector, String property) {
    String colour = browser.findElement(By.cssSelector(selector)).getCssValue(property);
    double[] rgb =
        Stream.of(colour.replaceAll("[^\\d,.]", "").split(","))
            .limit(3)
            .mapToDouble(channel -> Double.parseDouble(channel) / 255)
            .map(c -> c <= 0.03928 ? c / 12.92 : Math.pow((c + 0.055) / 1.055, 2.4))
            .toArray();
    return 0.2126 * rgb[0] + 0.7152 * rgb[1] + 0.0722 * rgb[2];
  }

  private static WebElement focused() {
    return browser.switchTo().activeElement();
  }

  private static Object script(String code, Object... arguments) {
    return browser.executeScript(code, arguments);
  }

  private static void open(String page, int width, String scheme) {
    Browser.width(browser, width, 900);
    Browser.colourScheme(browser, scheme);
    browser.get(folder.resolve(page + ".html").toUri().toString());
  }

  private static void write(String name, String html) throws IOException {
    Files.writeString(folder.resolve(name + ".html"), html);
  }
}
