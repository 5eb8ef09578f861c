import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.Image;
import java.awt.image.BufferedImage;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Scanner;
import javax.imageio.ImageIO;

/**
 * Shrinks drawings into 150x150 JPEG files: {@code java Drawings.java < LIST}.
 *
 * <p>Each line of the list names a PNG file and the JPEG file to write, with a tab between them. A
 * drawing is laid on white, scaled to fit by area averaging, its sides kept in proportion, and
 * centred.
 */
final class Drawings {
  private static final int SIDE = 150;

  public static void main(String[] arguments) throws IOException {
    System.setProperty("java.awt.headless", "true");
    Scanner lines = new Scanner(System.in, StandardCharsets.UTF_8);
    while (lines.hasNextLine()) {
      String[] paths = lines.nextLine().split("\t");
      BufferedImage drawing = ImageIO.read(new File(paths[0]));
      ImageIO.write(fit(onWhite(drawing)), "jpg", new File(paths[1]));
    }
  }

  private static BufferedImage onWhite(BufferedImage drawing) {
    return centred(drawing, drawing.getWidth(), drawing.getHeight());
  }

  private static BufferedImage fit(BufferedImage drawing) {
    double scale = (double) SIDE / Math.max(drawing.getWidth(), drawing.getHeight());
    int width = scaled(drawing.getWidth(), scale);
    int height = scaled(drawing.getHeight(), scale);
    Image small = drawing.getScaledInstance(width, height, Image.SCALE_AREA_AVERAGING);
    return centred(small, SIDE, SIDE);
  }

  private static int scaled(int length, double scale) {
    return Math.max(1, (int) Math.round(length * scale));
  }

  private static BufferedImage centred(Image image, int width, int height) {
    BufferedImage canvas = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
    int left = (width - image.getWidth(null)) / 2;
    int top = (height - image.getHeight(null)) / 2;
    Graphics2D graphics = canvas.createGraphics();
    graphics.setColor(Color.WHITE);
    graphics.fillRect(0, 0, width, height);
    graphics.drawImage(image, left, top, null);
    graphics.dispose();
    return canvas;
  }
}
