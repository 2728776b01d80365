package org.epnas.study.config;

/** The ranges of numbers that flags give. */
final class FlagRange {
  private FlagRange() {}

  static void atLeast(String flag, int value, int least) {
    if (value < least) {
      throw new ConfigurationException(
          "Flag (%s) is (%s) but must be at least %s. Maybe leave it out: it has a default."
              .formatted(flag, value, least));
    }
  }
}
