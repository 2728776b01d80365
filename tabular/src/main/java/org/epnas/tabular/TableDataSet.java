package org.epnas.tabular;

import java.util.stream.Stream;

/** The data sets that the networks of a table were trained on. */
public enum TableDataSet {
  CIFAR_10("c10", 10, 0.35),
  CIFAR_100("c100", 100, 0.0875);

  private final String prefix;
  private final int classes;
  private final double validationEpochs;

  TableDataSet(String prefix, int classes, double validationEpochs) {
    this.prefix = prefix;
    this.classes = classes;
    this.validationEpochs = validationEpochs;
  }

  /** Its name, with which its columns begin. */
  public String prefix() {
    return prefix;
  }

  int classes() {
    return classes;
  }

  /** What one validation takes, in units of the time of one training epoch. */
  double validationEpochs() {
    return validationEpochs;
  }

  /**
   * @throws IllegalArgumentException if there is none of that name
   */
  public static TableDataSet named(String name) {
    return Stream.of(values())
        .filter(data -> data.prefix.equals(name))
        .findFirst()
        .orElseThrow(() ->
            new IllegalArgumentException(
                "Table data (%s) is unknown. Use one of %s."
                    .formatted(name, Stream.of(values()).map(TableDataSet::prefix).toList())));
  }
}
