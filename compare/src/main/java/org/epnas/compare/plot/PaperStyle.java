package org.epnas.compare.plot;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Font;
import java.util.Locale;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYChartBuilder;
import org.knowm.xchart.style.Styler.LegendPosition;

/** A chart as in a paper: white, no title (the caption says it), light grid, legible when small. */
final class PaperStyle {
  private static final int WIDTH = 900;
  private static final int HEIGHT = 560;

  private PaperStyle() {}

  static XYChart chart(String xTitle, String yTitle) {
    XYChart chart =
        new XYChartBuilder()
            .width(WIDTH)
            .height(HEIGHT)
            .xAxisTitle(xTitle)
            .yAxisTitle(yTitle)
            .build();
    chart
        .getStyler()
        .setAxisTitleFont(font(18))
        .setAxisTickLabelsFont(font(15))
        .setPlotGridLinesColor(new Color(0xDDDDDD))
        .setPlotGridLinesStroke(new BasicStroke(0.8f))
        .setPlotMargin(0)
        .setXAxisTickMarkSpacingHint(90)
        .setXAxisDecimalPattern("#,##0.##")
        .setChartBackgroundColor(Color.WHITE)
        .setPlotBackgroundColor(Color.WHITE)
        .setPlotBorderVisible(true)
        .setChartTitleVisible(false)
        .setChartPadding(12)
        .setPlotContentSize(1)
        .setLegendPosition(LegendPosition.InsideSE)
        .setLegendFont(font(16))
        .setLegendBorderColor(new Color(0xBBBBBB))
        .setLegendSeriesLineLength(42);
    // Else numbers on the axes would have the digits of the machine's language.
    chart.getStyler().setMarkerSize(11).setLocale(Locale.ROOT);
    return chart;
  }

  private static Font font(int size) {
    return new Font(Font.SANS_SERIF, Font.PLAIN, size);
  }
}
