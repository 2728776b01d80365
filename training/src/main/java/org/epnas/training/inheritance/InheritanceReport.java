package org.epnas.training.inheritance;

import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Trainable parameters of a child by where their start comes from; they add up to the network's.
 *
 * @param copied the parent's values, all of a parameter array
 * @param widened the parent's values, replicated or extended so that the network computes the same
 * @param overlapped arrays of which the parent's values fill only a part, or only a part fits
 * @param identity new layers that start as the identity, or contribute nothing yet
 * @param fresh random, as without a parent
 */
public record InheritanceReport(
    long copied, long widened, long overlapped, long identity, long fresh) {

  /** A network that inherits nothing. */
  public static InheritanceReport nothing(long parameters) {
    return new InheritanceReport(0, 0, 0, 0, parameters);
  }

  /** A network that takes over all of its parameters as they are. */
  public static InheritanceReport everything(long parameters) {
    return new InheritanceReport(parameters, 0, 0, 0, 0);
  }

  static InheritanceReport of(Map<Origin, Long> counts) {
    return new InheritanceReport(
        counts.getOrDefault(Origin.COPIED, 0L),
        counts.getOrDefault(Origin.WIDENED, 0L),
        counts.getOrDefault(Origin.OVERLAPPED, 0L),
        counts.getOrDefault(Origin.IDENTITY, 0L),
        counts.getOrDefault(Origin.FRESH, 0L));
  }

  /** As metrics of a trial. */
  public SortedMap<String, Double> metrics() {
    SortedMap<String, Double> metrics = new TreeMap<>();
    metrics.put("parametersCopied", (double) copied);
    metrics.put("parametersWidened", (double) widened);
    metrics.put("parametersOverlapped", (double) overlapped);
    metrics.put("parametersIdentity", (double) identity);
    metrics.put("parametersFresh", (double) fresh);
    return metrics;
  }
}
