package org.epnas.app.cli;

import java.util.List;
import java.util.Set;
import org.epnas.kernel.constraint.Usage;
import org.epnas.kernel.trial.Trial;
import org.epnas.study.text.Quantity;

/** The limited resources that a table of trials has no column for anyway. */
final class LimitedResources {
  /** Parameters, FLOPs and FLOPs/byte are columns of every table. */
  private static final Set<String> ALWAYS_SHOWN = Set.of("parameters", "flops", "intensity");

  private LimitedResources() {}

  static boolean alwaysShown(String resource) {
    return ALWAYS_SHOWN.contains(resource);
  }

  /** Their names, in the order of the constraints. */
  static List<String> besides(Trial trial) {
    return trial.uses().stream()
        .map(usage -> usage.constraint().name())
        .filter(name -> !alwaysShown(name))
        .distinct()
        .toList();
  }

  /** What a trial uses of each, with the unit; a dash where it was not measured. */
  static List<String> uses(Trial trial, List<String> resources) {
    return resources.stream().map(name -> use(trial, name)).toList();
  }

  private static String use(Trial trial, String resource) {
    return trial.uses().stream()
        .filter(usage -> usage.constraint().name().equals(resource))
        .map(LimitedResources::text)
        .findFirst()
        .orElse("-");
  }

  private static String text(Usage usage) {
    return Quantity.use(usage.used(), usage.constraint().resource().descriptor().unit());
  }
}
