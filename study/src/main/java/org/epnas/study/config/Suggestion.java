package org.epnas.study.config;

import java.util.Collection;
import java.util.Comparator;
import java.util.Locale;
import java.util.Optional;

/** Finds the name that a mistyped one was probably meant to be. */
public final class Suggestion {
  private Suggestion() {}

  /**
   * " Maybe you meant (name)." for the nearest name within three edits, of which at least half
   * stays; empty where none is near.
   */
  public static String sentence(String typed, Collection<String> names) {
    return nearest(typed, names).map(" Maybe you meant (%s)."::formatted).orElse("");
  }

  private static Optional<String> nearest(String typed, Collection<String> names) {
    String wanted = typed.toLowerCase(Locale.ROOT);
    return names.stream()
        .filter(name -> distance(wanted, name) <= farthest(wanted, name))
        .min(
            Comparator.<String>comparingInt(name -> distance(wanted, name))
                .thenComparing(Comparator.naturalOrder()));
  }

  private static int farthest(String wanted, String name) {
    return Math.min(3, Math.max(wanted.length(), name.length()) / 2);
  }

  /** Levenshtein distance. */
  private static int distance(String from, String to) {
    int[] row = new int[to.length() + 1];
    for (int j = 0; j < row.length; j++) {
      row[j] = j;
    }
    for (int i = 1; i <= from.length(); i++) {
      int diagonal = row[0];
      row[0] = i;
      for (int j = 1; j < row.length; j++) {
        int substituted = diagonal + (from.charAt(i - 1) == to.charAt(j - 1) ? 0 : 1);
        diagonal = row[j];
        row[j] = Math.min(substituted, 1 + Math.min(row[j - 1], row[j]));
      }
    }
    return row[to.length()];
  }
}
