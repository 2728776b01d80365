package org.epnas.compare.plot;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Font;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.geom.Line2D;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import org.epnas.compare.statistics.RankComparison;

/**
 * The critical-difference diagram of Demsar (2006): strategies along an axis of mean ranks, the
 * best on the left; a bar joins those that Nemenyi's test cannot tell apart.
 */
public final class RankPlot {
  private static final int WIDTH = 900;
  private static final int SIDE = 230;
  private static final int AXIS = 70;
  private static final int ROW = 26;
  private static final int BAR = 9;

  private final RankComparison ranks;
  private final List<String> names;

  /**
   * @param ranks of at least two strategies
   */
  public RankPlot(RankComparison ranks) {
    this.ranks = ranks;
    names = List.copyOf(ranks.meanRanks().sequencedKeySet());
  }

  /**
   * Writes the diagram as PNG and SVG.
   *
   * @param file without the ending
   */
  public void write(Path file) throws IOException {
    ChartFiles.write(this::paint, WIDTH, height(), file);
  }

  private int height() {
    return firstRow() + (names.size() + 1) / 2 * ROW + 10;
  }

  private int firstRow() {
    return AXIS + 24 + ranks.cliques().size() * BAR;
  }

  private void paint(Graphics2D graphics) {
    graphics.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
    graphics.setColor(Color.WHITE);
    graphics.fillRect(0, 0, WIDTH, height());
    graphics.setColor(Color.BLACK);
    graphics.setFont(new Font(Font.SANS_SERIF, Font.PLAIN, 15));
    paintAxis(graphics);
    paintDifference(graphics);
    for (int i = 0; i < names.size(); i++) {
      paintName(graphics, i);
    }
    paintCliques(graphics);
  }

  private double x(double rank) {
    return SIDE + (rank - 1) / (names.size() - 1) * (WIDTH - 2 * SIDE);
  }

  private void paintAxis(Graphics2D graphics) {
    graphics.setStroke(new BasicStroke(1.4f));
    graphics.draw(new Line2D.Double(x(1), AXIS, x(names.size()), AXIS));
    for (int rank = 1; rank <= names.size(); rank++) {
      graphics.draw(new Line2D.Double(x(rank), AXIS - 6, x(rank), AXIS));
      graphics.drawString(Integer.toString(rank), (float) x(rank) - 4, AXIS - 11);
    }
  }

  private void paintDifference(Graphics2D graphics) {
    ranks
        .criticalDifference()
        .ifPresent(difference -> {
          double end = Math.min(x(1 + difference), WIDTH - 5.0);
          graphics.draw(new Line2D.Double(x(1), 32, end, 32));
          graphics.draw(new Line2D.Double(x(1), 27, x(1), 37));
          graphics.draw(new Line2D.Double(end, 27, end, 37));
          graphics.drawString(
              String.format(Locale.ROOT, "critical difference %.2f", difference), (float) x(1), 20);
        });
  }

  /** The better half is named on the left, the other on the right, so that no two lines cross. */
  private void paintName(Graphics2D graphics, int place) {
    String name = names.get(place);
    double rank = ranks.meanRanks().getOrDefault(name, 0.0);
    boolean left = place < (names.size() + 1) / 2;
    int row = left ? place : names.size() - 1 - place;
    double y = firstRow() + (double) row * ROW;
    double end = left ? SIDE - 20.0 : WIDTH - SIDE + 20.0;
    String text = String.format(Locale.ROOT, left ? "%s  %.2f" : "%2$.2f  %1$s", name, rank);
    int width = graphics.getFontMetrics().stringWidth(text);
    graphics.setStroke(new BasicStroke(1.2f));
    graphics.draw(new Line2D.Double(x(rank), AXIS, x(rank), y));
    graphics.draw(new Line2D.Double(x(rank), y, end, y));
    graphics.drawString(text, (float) (left ? end - 6 - width : end + 6), (float) y + 5);
  }

  private void paintCliques(Graphics2D graphics) {
    graphics.setStroke(new BasicStroke(5, BasicStroke.CAP_ROUND, BasicStroke.JOIN_ROUND));
    int row = 0;
    for (List<String> clique : ranks.cliques()) {
      double y = AXIS + 14.0 + row++ * BAR;
      double first = ranks.meanRanks().getOrDefault(clique.getFirst(), 0.0);
      double last = ranks.meanRanks().getOrDefault(clique.getLast(), 0.0);
      graphics.draw(new Line2D.Double(x(first) - 4, y, x(last) + 4, y));
    }
  }
}
