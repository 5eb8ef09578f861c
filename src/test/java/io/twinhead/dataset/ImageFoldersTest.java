package io.twinhead.dataset;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.twinhead.config.InputException;
import io.twinhead.image.Picture;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ImageFoldersTest {
  @TempDir private Path folder;

  @Test
  void takesTheClassFromTheDirectoryAndThePlaceFromThePath() {
    Images.fill(folder.resolve("cat"), 3);
    Images.fill(folder.resolve("dog/young"), 2);
    Dataset data = open("");
    assertThat(data.classes()).containsExactly("cat", "dog");
    assertThat(data.labels()).containsExactly(0, 0, 0, 1, 1);
    assertThat(data.place(3)).isEqualTo("dog/young/0.png");
    assertThat(data.description()).isEqualTo("5 x 6 pixels, grey");
    assertThat(data.unit().count(data.rows())).isEqualTo("5 images");
    assertThat(open("positive: cat").positive()).isEqualTo("cat");
  }

  @Test
  void bringsImagesToOneSizeAndKeepsColourIfOneHasIt() {
    Images.fill(folder.resolve("cat"), 3);
    Images.write(folder.resolve("dog/big.png"), 40, 80, 3, 1);
    assertThat(open("").description()).isEqualTo("150 x 150 pixels, colour");
    assertThat(open("image-size: 8").imageShape().orElseThrow()).containsExactly(8, 8, 3);
    assertThat(String.join(" ", open("image-size: 8").notes()))
        .contains("Images of 8 x 8 pixels, colour: as given");
  }

  @Test
  void dividesPixelsBy255AndTurnsGreyIntoColourIfAsked() {
    Images.write(folder.resolve("a/0.png"), new Picture(1, 2, 1, new byte[] {0, (byte) 255}).png());
    Images.write(folder.resolve("b/0.png"), new Picture(1, 2, 1, new byte[] {51, 102}).png());
    Dataset data = open("");
    assertThat(values(data, null, 0)).containsExactly(0, 1);
    assertThat(values(data, null, 1)).containsExactly(0.2f, 0.4f);
    assertThat(values(data, 3, 1)).containsExactly(0.2f, 0.2f, 0.2f, 0.4f, 0.4f, 0.4f);
  }

  @Test
  void usesTheGivenPartsAndJoinsThemWithoutATestPart() {
    for (String part : List.of("train", "valid")) {
      Images.fill(folder.resolve(part + "/cat"), 4);
      Images.fill(folder.resolve(part + "/dog"), 4);
    }
    Dataset joined = open("");
    assertThat(joined.hasTestSplit()).isFalse();
    assertThat(String.join(" ", joined.notes())).contains("none for testing");
    Images.fill(folder.resolve("test/cat"), 3);
    Images.fill(folder.resolve("test/dog"), 3);
    Split split = Splits.given(open(""), 0.15, 1);
    assertThat(split.train()).hasSize(8);
    assertThat(split.validation()).hasSize(8);
    assertThat(split.test()).hasSize(6);
  }

  @Test
  void keepsExactCopiesInOneFoldAndReportsThem() throws IOException {
    Images.fill(folder.resolve("cat"), 12);
    Images.fill(folder.resolve("dog"), 12);
    for (int i = 0; i < 6; i++) {
      Files.copy(folder.resolve("cat/" + i + ".png"), folder.resolve("cat/copy" + i + ".png"));
    }
    Files.copy(folder.resolve("cat/7.png"), folder.resolve("dog/cat7.png"));
    Dataset data = open("");
    assertThat(data.duplicates()).isEqualTo(7);
    assertThat(String.join("\n", data.notes()))
        .contains("Exact copies of an earlier image: 7 (such as cat/copy0.png = cat/0.png)")
        .contains("another class than their original: 1 (such as dog/cat7.png = cat/7.png)");
    for (long seed = 1; seed <= 5; seed++) {
      for (Split split : Splits.folds(data, 3, 0.2, seed)) {
        for (int i = 0; i < 6; i++) {
          assertThat(part(split, row(data, "cat/copy" + i + ".png")))
              .isEqualTo(part(split, row(data, "cat/" + i + ".png")));
        }
      }
    }
  }

  @Test
  void warnsOfCopiesAcrossTheGivenParts() throws IOException {
    for (String part : List.of("train", "test")) {
      Images.fill(folder.resolve(part + "/cat"), 4);
      Images.fill(folder.resolve(part + "/dog"), 4);
    }
    Files.copy(folder.resolve("train/cat/0.png"), folder.resolve("test/cat/leak.png"));
    assertThat(String.join(" ", open("").notes()))
        .contains("in another part of the given split")
        .contains("train/cat/0.png = test/cat/leak.png");
  }

  @Test
  void namesBrokenFilesAndLeavesThemOutIfAsked() throws IOException {
    Images.fill(folder.resolve("cat"), 3);
    Images.fill(folder.resolve("dog"), 3);
    Images.write(folder.resolve("dog/text.jpg"), "hello, world".getBytes());
    Files.createSymbolicLink(folder.resolve("cat/gone.png"), folder.resolve("nowhere.png"));
    assertThatThrownBy(() -> open(""))
        .isInstanceOf(InputException.class)
        .hasMessageContainingAll(
            "2 of 8 images cannot be used", "cat/gone.png", "dog/text.jpg", "--on-error skip");
    Dataset data = open("on-error: skip");
    assertThat(data.rows()).isEqualTo(6);
    assertThat(String.join("\n", data.notes()))
        .contains("Left out, as they cannot be used: 2 images", "cat/gone.png", "dog/text.jpg");
  }

  @Test
  void refusesLinksThatLeadBack() throws IOException {
    Images.fill(folder.resolve("cat"), 3);
    Images.fill(folder.resolve("dog"), 3);
    Files.createSymbolicLink(folder.resolve("dog/loop"), folder.resolve("dog"));
    Files.createSymbolicLink(folder.resolve("again"), folder);
    assertThatThrownBy(() -> open(""))
        .isInstanceOf(InputException.class)
        .hasMessageContainingAll("again is a symbolic link", "dog/loop is a symbolic link");
    assertThat(open("on-error: skip").rows()).isEqualTo(6);
  }

  @Test
  void followsLinksThatLeadElsewhere(@TempDir Path elsewhere) throws IOException {
    Images.fill(folder.resolve("cat"), 3);
    Images.fill(elsewhere.resolve("dogs"), 2);
    Files.createSymbolicLink(folder.resolve("dog"), elsewhere.resolve("dogs"));
    assertThat(open("").labels()).containsExactly(0, 0, 0, 1, 1);
  }

  @Test
  void passesOverOtherFilesAndSaysSo() {
    Images.fill(folder.resolve("cat"), 2);
    Images.fill(folder.resolve("dog"), 2);
    Images.write(folder.resolve("dog/notes.txt"), new byte[3]);
    Images.write(folder.resolve("dog/._0.png"), new byte[3]);
    Images.write(folder.resolve("papers/a.txt"), new byte[3]);
    assertThat(String.join("\n", open("").notes())).contains(".txt (2)", "left out: papers");
  }

  @ParameterizedTest
  @CsvSource({
    "'',                        'it has no sub-directory'",
    "'a/x.txt',                 'no file in them ends in .jpg'",
    "'a/1.png',                 'there is nothing to learn from that'",
    "'train/a/1.png test/a/2.png', 'of one class'",
    "'a/1.png b/broken.jpg',    'b/broken.jpg is empty'",
  })
  void refusesWhatIsNoDataSet(String files, String said) {
    for (String file : files.split(" ")) {
      if (file.endsWith("png")) {
        Images.write(folder.resolve(file), 4, 4, 1, file.hashCode());
      } else if (!file.isEmpty()) {
        Images.write(folder.resolve(file), new byte[0]);
      }
    }
    assertThatThrownBy(() -> open(""))
        .isInstanceOf(InputException.class)
        .hasMessageContaining(folder.toString())
        .hasMessageContaining(said);
  }

  @Test
  void refusesMoreFoldsThanImagesOfAClass() {
    Images.fill(folder.resolve("cat"), 9);
    Images.fill(folder.resolve("dog"), 3);
    assertThatThrownBy(() -> Splits.folds(open(""), 5, 0.15, 1))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("class 'dog' has only 3 images: use --folds 3 or fewer");
  }

  @Test
  void takesPartsForPartsWhateverLiesBesideThem() throws IOException {
    for (String part : List.of("train", "test")) {
      Images.fill(folder.resolve(part + "/cat"), 4);
      Images.fill(folder.resolve(part + "/dog"), 4);
    }
    Files.createDirectories(folder.resolve("annotations"));
    assertThat(open("").classes()).containsExactly("cat", "dog");
    assertThat(String.join(" ", open("").notes()))
        .contains("without images, left out: annotations");
    Images.fill(folder.resolve("cat"), 1);
    assertThatThrownBy(() -> open("")).hasMessageContaining("images in 'cat' beside them");
  }

  @Test
  void namesImagesThatAreInNoClass() {
    Images.fill(folder, 2);
    assertThatThrownBy(() -> open("")).hasMessageContaining("2 images in no class directory");
    Images.fill(folder.resolve("cat"), 2);
    Images.fill(folder.resolve("dog"), 2);
    assertThat(String.join(" ", open("").notes())).contains("left out: 2 (such as 0.png)");
  }

  @Test
  void letsNoBrokenImageDecideTheSize() {
    Images.fill(folder.resolve("cat"), 3);
    Images.fill(folder.resolve("dog"), 3);
    byte[] whole = new Picture(64, 64, 3, new byte[64 * 64 * 3]).png();
    Images.write(folder.resolve("dog/torn.png"), Arrays.copyOf(whole, whole.length / 2));
    assertThat(open("on-error: skip").description()).isEqualTo("5 x 6 pixels, grey");
  }

  @Test
  void splitsFewImagesWithCopiesByClass() throws IOException {
    Images.fill(folder.resolve("cat"), 6);
    Images.fill(folder.resolve("dog"), 6);
    Files.copy(folder.resolve("cat/0.png"), folder.resolve("cat/copy.png"));
    for (long seed = 1; seed <= 10; seed++) {
      assertThat(Splits.folds(open(""), 2, 0.15, seed)).hasSize(2);
    }
  }

  @Test
  void doesNotTakeALinkUpwardsForAClass() throws IOException {
    Images.fill(folder.resolve("cat"), 3);
    Images.fill(folder.resolve("dog"), 3);
    Files.createSymbolicLink(folder.resolve("cat/up"), folder);
    assertThatThrownBy(() -> open("")).hasMessageContaining("cat/up is a symbolic link");
    assertThat(open("on-error: skip").labels()).containsExactly(0, 0, 0, 1, 1, 1);
  }

  @Test
  void namesTheClassesThatThereAre() {
    Images.fill(folder.resolve("cat"), 2);
    Images.fill(folder.resolve("dog"), 2);
    Tables.write(folder.resolve("dataset.yaml"), "format: images\nclasses: [emu, owl]\n");
    assertThatThrownBy(() -> open(""))
        .isInstanceOf(InputException.class)
        .hasMessageContainingAll("class 'emu'", "cat, dog");
  }

  @Test
  void refusesSettingsForTables() {
    Images.fill(folder.resolve("cat"), 2);
    Images.fill(folder.resolve("dog"), 2);
    assertThatThrownBy(() -> open("label: species"))
        .isInstanceOf(InputException.class)
        .hasMessageContainingAll("holds images", "'label'");
  }

  @Test
  void hasAHashThatDependsOnNamesAndBytes() throws IOException {
    Images.fill(folder.resolve("cat"), 2);
    Images.fill(folder.resolve("dog"), 2);
    String before = open("").sha256();
    assertThat(before).hasSize(64).isEqualTo(open("").sha256());
    Files.move(folder.resolve("cat/0.png"), folder.resolve("dog/moved.png"));
    assertThat(open("").sha256()).isNotEqualTo(before);
  }

  @Test
  void readsClassesAndStatedHashFromADescriptor() {
    Images.fill(folder.resolve("c"), 2);
    Images.fill(folder.resolve("d"), 2);
    Images.fill(folder.resolve("other"), 2);
    Tables.write(
        folder.resolve("dataset.yaml"), "format: images\nclasses: {d: dog, c: cat}\nrows: 4\n");
    Dataset data = open("");
    assertThat(data.rows()).isEqualTo(4);
    assertThat(data.classes()).containsExactlyInAnyOrder("cat", "dog");
    Tables.write(folder.resolve("dataset.yaml"), "format: images\nsha256: abc\n");
    assertThatThrownBy(() -> open("")).hasMessageContaining("but abc is expected");
    Tables.write(folder.resolve("dataset.yaml"), "format: images\nlabel: y\n");
    assertThatThrownBy(() -> open("")).hasMessageContaining("'label' is for tables");
  }

  private Dataset open(String config) {
    return Datasets.open(folder, Tables.config(config));
  }

  private static float[] values(Dataset data, @Nullable Integer channels, int row) {
    Preprocessing fitted = Preprocessing.fit(data, new int[] {0}, null, channels);
    Features features = fitted.apply(data, new int[] {row}).features();
    float[] values = new float[Arrays.stream(features.shape()).reduce(1, Math::multiplyExact)];
    features.copyTo(0, values, 0);
    return values;
  }

  private static int row(Dataset data, String place) {
    return IntStream.range(0, data.rows())
        .filter(row -> data.place(row).equals(place))
        .findFirst()
        .orElseThrow();
  }

  private static String part(Split split, int row) {
    return Arrays.binarySearch(split.train(), row) >= 0
        ? "train"
        : Arrays.binarySearch(split.validation(), row) >= 0 ? "validation" : "test";
  }
}
