package org.epnas.tabular;

import java.util.List;

/**
 * What the table knows of a network on one data set.
 *
 * @param validation12 accuracy after 12 epochs, in percent
 * @param validation200 accuracy after 200 epochs, in percent
 * @param test200 accuracy after 200 epochs, in percent
 * @param secondsPerEpoch of training
 */
record Figures(double validation12, double validation200, double test200, double secondsPerEpoch) {
  private static final String VALIDATION_12 = "_val_12ep";
  private static final String VALIDATION_200 = "_val_200ep";
  private static final String TEST_200 = "_test_200ep";
  private static final String SECONDS = "_train_sec_per_epoch";

  static List<String> columns(TableDataSet data) {
    return List.of(
        data.prefix() + VALIDATION_12,
        data.prefix() + VALIDATION_200,
        data.prefix() + TEST_200,
        data.prefix() + SECONDS);
  }

  static Figures read(CsvRow row, TableDataSet data) {
    return new Figures(
        row.percent(data.prefix() + VALIDATION_12),
        row.percent(data.prefix() + VALIDATION_200),
        row.percent(data.prefix() + TEST_200),
        row.quantity(data.prefix() + SECONDS));
  }

  double highestAccuracy() {
    return Math.max(validation12, Math.max(validation200, test200));
  }
}
