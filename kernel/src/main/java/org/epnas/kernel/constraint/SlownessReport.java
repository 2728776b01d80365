package org.epnas.kernel.constraint;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Says once of each resource that it is slow: nothing else would tell why a search hardly moves.
 */
final class SlownessReport {
  private static final Logger LOG = System.getLogger(SlownessReport.class.getName());
  private static final double SLOW_SECONDS = 1;

  private final Set<String> reported = ConcurrentHashMap.newKeySet();

  void measured(Constraint constraint, long nanos) {
    double seconds = nanos / 1e9;
    if (seconds > SLOW_SECONDS && reported.add(constraint.name())) {
      LOG.log(
          Level.WARNING,
          String.format(
              Locale.ROOT,
              "Resource (%s) of class (%s) took %.1f s to measure one network, which every new network costs. Maybe let it keep what it measured, by the network's canonical form.",
              constraint.name(),
              constraint.resource().getClass().getName(),
              seconds));
    }
  }
}
