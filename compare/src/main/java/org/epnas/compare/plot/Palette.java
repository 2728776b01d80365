package org.epnas.compare.plot;

import java.awt.BasicStroke;
import java.awt.Color;
import java.util.List;
import org.knowm.xchart.style.markers.Marker;
import org.knowm.xchart.style.markers.SeriesMarkers;

/**
 * Colours that people with any common colour vision tell apart (Okabe and Ito 2008), and markers,
 * so that lines stay distinct in grey.
 */
final class Palette {
  static final BasicStroke LINE =
      new BasicStroke(2.2f, BasicStroke.CAP_ROUND, BasicStroke.JOIN_ROUND);

  static final Color INVISIBLE = new Color(0, 0, 0, 0);

  private static final int BAND_OPACITY = 45;

  private static final List<Color> COLOURS =
      List.of(
          new Color(0x0072B2),
          new Color(0xD55E00),
          new Color(0x009E73),
          new Color(0xCC79A7),
          new Color(0xE69F00),
          new Color(0x56B4E9),
          new Color(0x000000));

  private static final List<Marker> MARKERS =
      List.of(
          SeriesMarkers.CIRCLE,
          SeriesMarkers.SQUARE,
          SeriesMarkers.DIAMOND,
          SeriesMarkers.TRIANGLE_UP,
          SeriesMarkers.TRIANGLE_DOWN,
          SeriesMarkers.CROSS,
          SeriesMarkers.PLUS);

  private Palette() {}

  static Color colour(int index) {
    return COLOURS.get(index % COLOURS.size());
  }

  static Color translucent(Color colour) {
    return new Color(colour.getRed(), colour.getGreen(), colour.getBlue(), BAND_OPACITY);
  }

  static Marker marker(int index) {
    return MARKERS.get(index % MARKERS.size());
  }
}
