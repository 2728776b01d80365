package org.epnas.app.compare.plot;

import java.awt.BasicStroke;
import java.awt.Color;
import java.util.List;

/**
 * Colours that people with any common colour vision tell apart (Okabe and Ito 2008), and dashes, so
 * that lines stay distinct in grey.
 */
final class Palette {
  static final Color INVISIBLE = new Color(0, 0, 0, 0);

  private static final int BAND_OPACITY = 45;
  private static final float LINE_WIDTH = 2.2f;

  private static final List<Color> COLOURS =
      List.of(
          new Color(0x0072B2),
          new Color(0xD55E00),
          new Color(0x009E73),
          new Color(0xCC79A7),
          new Color(0xE69F00),
          new Color(0x56B4E9),
          new Color(0x000000));

  private static final List<float[]> DASHES =
      List.of(
          new float[] {1, 0}, new float[] {9, 4}, new float[] {3, 3}, new float[] {10, 3, 2, 3});

  private Palette() {}

  static Color colour(int index) {
    return COLOURS.get(index % COLOURS.size());
  }

  static Color translucent(Color colour) {
    return new Color(colour.getRed(), colour.getGreen(), colour.getBlue(), BAND_OPACITY);
  }

  static BasicStroke stroke(int index) {
    return new BasicStroke(
        LINE_WIDTH,
        BasicStroke.CAP_BUTT,
        BasicStroke.JOIN_ROUND,
        10,
        DASHES.get(index % DASHES.size()),
        0);
  }
}
