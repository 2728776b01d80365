package org.epnas.app.compare.plot;

/** The unit in which a time axis has few digits. */
enum TimeUnitOfAxis {
  SECONDS("s", 1),
  MINUTES("min", 60),
  HOURS("h", 3600);

  /** From this many of a unit on, the next larger one would still show at least two of its own. */
  private static final int FEW = 120;

  private final String symbol;
  private final double seconds;

  TimeUnitOfAxis(String symbol, double seconds) {
    this.symbol = symbol;
    this.seconds = seconds;
  }

  static TimeUnitOfAxis fitting(double endSeconds) {
    return endSeconds < FEW ? SECONDS : endSeconds < FEW * MINUTES.seconds ? MINUTES : HOURS;
  }

  String symbol() {
    return symbol;
  }

  double from(double inSeconds) {
    return inSeconds / seconds;
  }
}
