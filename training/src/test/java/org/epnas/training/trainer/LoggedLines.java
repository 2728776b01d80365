package org.epnas.training.trainer;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;

/** What a class logs until this is closed, kept here and not printed. */
public final class LoggedLines extends Handler implements AutoCloseable {
  private final List<LogRecord> records = new CopyOnWriteArrayList<>();
  private final Logger logger;
  private final boolean printed;

  private LoggedLines(Logger logger) {
    this.logger = logger;
    printed = logger.getUseParentHandlers();
  }

  public static LoggedLines of(Class<?> type) {
    LoggedLines lines = new LoggedLines(Logger.getLogger(type.getName()));
    lines.logger.addHandler(lines);
    lines.logger.setUseParentHandlers(false);
    return lines;
  }

  public List<String> warnings() {
    return records.stream()
        .filter(line -> line.getLevel().equals(Level.WARNING))
        .map(LogRecord::getMessage)
        .toList();
  }

  @Override
  public void publish(LogRecord line) {
    records.add(line);
  }

  @Override
  public void flush() {}

  @Override
  public void close() {
    logger.removeHandler(this);
    logger.setUseParentHandlers(printed);
  }
}
