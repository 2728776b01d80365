package org.epnas.study.config;

import java.util.List;

/**
 * Who hears of a search besides its run folder; the components are flags. They change nothing about
 * what the search finds.
 *
 * @param listeners names of listeners that hear of every event
 * @param stores names of trial stores that keep every trial, too
 */
public record OutputConfiguration(List<String> listeners, List<String> stores) {
  /** The run folder alone. */
  public static final OutputConfiguration NONE = new OutputConfiguration(List.of(), List.of());

  /**
   * Takes copies of the lists.
   *
   * @throws ConfigurationException if a name is given twice
   */
  public OutputConfiguration {
    listeners = List.copyOf(listeners);
    stores = List.copyOf(stores);
    requireDistinct("--listener", listeners);
    requireDistinct("--store", stores);
  }

  private static void requireDistinct(String flag, List<String> names) {
    if (names.stream().distinct().count() < names.size()) {
      throw new ConfigurationException(
          "Flag (%s) is (%s) and names one twice. Maybe name each once."
              .formatted(flag, String.join(", ", names)));
    }
  }
}
