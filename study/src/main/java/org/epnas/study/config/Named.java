package org.epnas.study.config;

import java.util.Map;
import java.util.TreeMap;

/** Looks up what the user named among what the extension modules contribute. */
public final class Named {
  private Named() {}

  /**
   * @param kind what is looked up, for the message, for example {@code Search space}
   * @throws ConfigurationException if there is no such name; the message lists the known ones
   */
  public static <T> T find(String kind, String name, Map<String, T> known) {
    T found = known.get(name);
    if (found == null) {
      Map<String, T> sorted = new TreeMap<>(known);
      throw new ConfigurationException(
          "%s (%s) is unknown.%s Known: %s."
              .formatted(
                  kind,
                  name,
                  Suggestion.sentence(name, sorted.keySet()),
                  String.join(", ", sorted.keySet())));
    }
    return found;
  }
}
