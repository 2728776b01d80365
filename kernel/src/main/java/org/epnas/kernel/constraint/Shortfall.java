package org.epnas.kernel.constraint;

import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/**
 * Why no network is within the hard limits: the one that comes nearest, and what it is short of.
 *
 * @param network what the nearest network is called
 * @param beyond uses of the nearest network that violate a hard limit, at least one
 */
public record Shortfall(String network, List<Usage> beyond) {
  public Shortfall {
    beyond = List.copyOf(beyond);
  }

  /** How far a network is from the limits: the largest relative excess over a hard one. */
  public static double distance(List<Usage> uses) {
    return uses.stream()
        .filter(use -> use.constraint().hard())
        .mapToDouble(Usage::excess)
        .max()
        .orElse(0);
  }

  /** The shortfall of one network, of whose uses at least one violates a hard limit. */
  public static Shortfall of(String network, List<Usage> uses) {
    return new Shortfall(
        network, uses.stream().filter(use -> use.constraint().hard() && !use.satisfied()).toList());
  }

  /** The nearest network with each limit that it is not within, and by how much. */
  public String message() {
    return "The nearest is (%s): %s."
        .formatted(
            network, beyond.stream().map(Shortfall::excess).collect(Collectors.joining("; ")));
  }

  private static String excess(Usage use) {
    Usage difference = new Usage(use.constraint(), Math.abs(use.used() - use.constraint().limit()));
    return "%s, %s %s (%s %%)"
        .formatted(
            use,
            difference.text(),
            use.constraint().direction() == Direction.AT_MOST ? "too much" : "too little",
            String.format(Locale.ROOT, "%.3g", 100 * use.excess()));
  }
}
