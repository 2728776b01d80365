package org.epnas.compare.plot;

/** The unit in which a time axis has few digits. */
enum TimeUnitOfAxis {
  SECONDS("s", 1),
  HOURS("h", 3600);

  /** Tables of benchmarks give their budgets in seconds, 12,000 or 20,000 of them. */
  private static final double LAST_IN_SECONDS = 20_000;

  private final String symbol;
  private final double seconds;

  TimeUnitOfAxis(String symbol, double seconds) {
    this.symbol = symbol;
    this.seconds = seconds;
  }

  static TimeUnitOfAxis fitting(double endSeconds) {
    return endSeconds <= LAST_IN_SECONDS ? SECONDS : HOURS;
  }

  String symbol() {
    return symbol;
  }

  double from(double inSeconds) {
    return inSeconds / seconds;
  }
}
