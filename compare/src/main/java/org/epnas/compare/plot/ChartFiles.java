package org.epnas.compare.plot;

import java.awt.Dimension;
import java.io.IOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.batik.dom.GenericDOMImplementation;
import org.apache.batik.svggen.SVGGraphics2D;
import org.knowm.xchart.BitmapEncoder;
import org.knowm.xchart.BitmapEncoder.BitmapFormat;
import org.knowm.xchart.XYChart;
import org.w3c.dom.Document;

/** Writes a chart as PNG, at twice the resolution of a screen, and as SVG. Needs no display. */
final class ChartFiles {
  private static final int DPI = 144;
  private static final String SVG = "http://www.w3.org/2000/svg";

  private ChartFiles() {}

  /**
   * @param file without the ending
   */
  static void write(XYChart chart, Path file) throws IOException {
    BitmapEncoder.saveBitmapWithDPI(chart, file + ".png", BitmapFormat.PNG, DPI);
    Document document =
        GenericDOMImplementation.getDOMImplementation().createDocument(SVG, "svg", null);
    SVGGraphics2D graphics = new SVGGraphics2D(document);
    graphics.setSVGCanvasSize(new Dimension(chart.getWidth(), chart.getHeight()));
    chart.paint(graphics, chart.getWidth(), chart.getHeight());
    try (Writer writer = Files.newBufferedWriter(Path.of(file + ".svg"))) {
      graphics.stream(writer, true);
    }
  }
}
