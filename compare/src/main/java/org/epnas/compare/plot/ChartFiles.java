package org.epnas.compare.plot;

import java.awt.Dimension;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.Consumer;
import javax.imageio.ImageIO;
import org.apache.batik.dom.GenericDOMImplementation;
import org.apache.batik.svggen.SVGGraphics2D;
import org.knowm.xchart.BitmapEncoder;
import org.knowm.xchart.BitmapEncoder.BitmapFormat;
import org.knowm.xchart.XYChart;
import org.w3c.dom.Document;

/** Writes a chart as PNG, at twice the resolution of a screen, and as SVG. Needs no display. */
final class ChartFiles {
  private static final int DPI = 144;
  private static final int SCALE = 2;
  private static final String SVG = "http://www.w3.org/2000/svg";

  private ChartFiles() {}

  /**
   * @param file without the ending
   */
  static void write(XYChart chart, Path file) throws IOException {
    BitmapEncoder.saveBitmapWithDPI(chart, file + ".png", BitmapFormat.PNG, DPI);
    int width = chart.getWidth();
    int height = chart.getHeight();
    writeSvg(graphics -> chart.paint(graphics, width, height), width, height, file);
  }

  /** The same for what is painted by hand. */
  static void write(Consumer<Graphics2D> painting, int width, int height, Path file)
      throws IOException {
    BufferedImage image =
        new BufferedImage(SCALE * width, SCALE * height, BufferedImage.TYPE_INT_RGB);
    Graphics2D graphics = image.createGraphics();
    graphics.scale(SCALE, SCALE);
    painting.accept(graphics);
    graphics.dispose();
    ImageIO.write(image, "png", Path.of(file + ".png").toFile());
    writeSvg(painting, width, height, file);
  }

  private static void writeSvg(Consumer<Graphics2D> painting, int width, int height, Path file)
      throws IOException {
    Document document =
        GenericDOMImplementation.getDOMImplementation().createDocument(SVG, "svg", null);
    SVGGraphics2D graphics = new SVGGraphics2D(document);
    graphics.setSVGCanvasSize(new Dimension(width, height));
    painting.accept(graphics);
    try (Writer writer = Files.newBufferedWriter(Path.of(file + ".svg"))) {
      graphics.stream(writer, true);
    }
  }
}
