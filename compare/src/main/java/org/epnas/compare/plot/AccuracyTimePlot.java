package org.epnas.compare.plot;

import java.awt.Color;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import org.epnas.compare.statistics.CurveBand;
import org.epnas.compare.statistics.CurveBand.Point;
import org.epnas.compare.statistics.Step;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYSeries;
import org.knowm.xchart.XYSeries.XYSeriesRenderStyle;
import org.knowm.xchart.style.markers.SeriesMarkers;

/**
 * "Accuracy against total search time" (Zhou et al. 2019, Fig. 4): for each strategy the mean over
 * the seeds as a line and the quartiles as a translucent band.
 */
public final class AccuracyTimePlot {
  private static final int RESOLUTION = 400;
  private static final int MARKERS = 8;

  /** The value axis shows what is reached from this share of the time on. */
  private static final double SHOWN_FROM = 0.02;

  private final TimeUnitOfAxis unit;
  private final String timeAxis;
  private final String accuracyAxis;
  private final SequencedMap<String, CurveBand> bands = new LinkedHashMap<>();

  /**
   * @param time title of the time axis, without unit
   * @param counts whether the clock counts something else than seconds, so that there is no unit
   * @param accuracy title of the value axis, in percent
   * @param endSeconds of the time axis
   * @param curves per strategy one per search, values in percent
   */
  public AccuracyTimePlot(
      String time,
      boolean counts,
      String accuracy,
      double endSeconds,
      SequencedMap<String, List<List<Step>>> curves) {
    unit = counts ? TimeUnitOfAxis.SECONDS : TimeUnitOfAxis.fitting(endSeconds);
    timeAxis = counts ? time : "%s (%s)".formatted(time, unit.symbol());
    accuracyAxis = accuracy;
    curves.forEach((name, own) -> bands.put(name, CurveBand.of(own, endSeconds, RESOLUTION)));
  }

  /**
   * Writes the plot as PNG and SVG.
   *
   * @param file without the ending
   */
  public void write(Path file) throws IOException {
    ChartFiles.write(chart(), file);
  }

  XYChart chart() {
    XYChart chart = PaperStyle.chart(timeAxis, accuracyAxis);
    int index = 0;
    for (var entry : bands.sequencedEntrySet()) {
      if (!entry.getValue().points().isEmpty()) {
        addBand(chart, entry.getKey(), entry.getValue(), Palette.colour(index));
      }
      index++;
    }
    // Lines over all bands.
    index = 0;
    for (var entry : bands.sequencedEntrySet()) {
      if (!entry.getValue().points().isEmpty()) {
        addLine(chart, entry.getKey(), entry.getValue(), index);
      }
      index++;
    }
    limitAxes(chart);
    return chart;
  }

  private void addBand(XYChart chart, String name, CurveBand band, Color colour) {
    List<Point> points = band.points();
    List<Point> back = points.reversed();
    double[] x = DoubleStream.concat(seconds(points), seconds(back)).map(unit::from).toArray();
    double[] y =
        DoubleStream.concat(
                points.stream().mapToDouble(Point::q3), back.stream().mapToDouble(Point::q1))
            .toArray();
    XYSeries series = chart.addSeries(name + " quartiles", x, y);
    series.setXYSeriesRenderStyle(XYSeriesRenderStyle.PolygonArea);
    series.setFillColor(Palette.translucent(colour));
    series.setLineColor(Palette.INVISIBLE);
    series.setMarker(SeriesMarkers.NONE);
    series.setShowInLegend(false);
  }

  /**
   * The line and, as a series of their own, its few markers: the library would put one on every
   * point, and breaks dashes at each.
   */
  private void addLine(XYChart chart, String name, CurveBand band, int index) {
    XYSeries line = addSeries(chart, name + " mean", band.points());
    line.setXYSeriesRenderStyle(XYSeriesRenderStyle.Line);
    line.setLineColor(Palette.colour(index));
    line.setLineStyle(Palette.LINE);
    line.setMarker(SeriesMarkers.NONE);
    line.setShowInLegend(false);
    XYSeries markers = addSeries(chart, name, marked(band.points(), index));
    markers.setXYSeriesRenderStyle(XYSeriesRenderStyle.Scatter);
    markers.setMarker(Palette.marker(index));
    markers.setMarkerColor(Palette.colour(index));
  }

  private XYSeries addSeries(XYChart chart, String name, List<Point> points) {
    return chart.addSeries(
        name,
        seconds(points).map(unit::from).toArray(),
        points.stream().mapToDouble(Point::mean).toArray());
  }

  /** Shifted a little from strategy to strategy, so that markers do not hide each other. */
  private static List<Point> marked(List<Point> points, int index) {
    int distance = RESOLUTION / MARKERS;
    int first = distance / 4 + index * distance / 8;
    return IntStream.iterate(first, at -> at < points.size(), at -> at + distance)
        .mapToObj(points::get)
        .toList();
  }

  private static DoubleStream seconds(List<Point> points) {
    return points.stream().mapToDouble(Point::seconds);
  }

  private void limitAxes(XYChart chart) {
    List<Point> all = bands.values().stream().flatMap(band -> band.points().stream()).toList();
    if (all.isEmpty()) {
      return;
    }
    double end = seconds(all).max().orElseThrow();
    chart.getStyler().setXAxisMin(0.0).setXAxisMax(unit.from(end));
    List<Point> shown = new ArrayList<>();
    for (Point point : all) {
      if (point.seconds() >= SHOWN_FROM * end) {
        shown.add(point);
      }
    }
    double low = shown.stream().mapToDouble(p -> Math.min(p.q1(), p.mean())).min().orElse(0);
    double high = shown.stream().mapToDouble(p -> Math.max(p.q3(), p.mean())).max().orElse(100);
    double margin = Math.max(0.02, 0.05 * (high - low));
    chart
        .getStyler()
        .setYAxisMin(low - margin)
        .setYAxisMax(Math.min(100, high + margin))
        .setYAxisDecimalPattern(high - low < 1 ? "0.00" : "0.0");
  }
}
