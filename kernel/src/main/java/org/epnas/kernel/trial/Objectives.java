package org.epnas.kernel.trial;

import java.util.List;
import org.epnas.kernel.constraint.Resource;

/** What trials are compared in: a vector in which every component is better when it is higher. */
final class Objectives {
  private Objectives() {}

  static double[] of(Trial trial, double accuracy, List<? extends Resource> resources) {
    double[] objectives = new double[1 + resources.size()];
    objectives[0] = accuracy;
    for (int i = 0; i < resources.size(); i++) {
      Resource resource = resources.get(i);
      double used = used(trial, resource);
      objectives[i + 1] =
          switch (resource.descriptor().direction()) {
            // Not -used: a use of 0 must not become -0.0, which compares as less than 0.0.
            case AT_MOST -> 0.0 - used;
            case AT_LEAST -> used;
          };
    }
    return objectives;
  }

  private static double used(Trial trial, Resource resource) {
    String name = resource.descriptor().name();
    return trial.uses().stream()
        .filter(use -> use.constraint().name().equals(name))
        .mapToDouble(use -> use.used())
        .findFirst()
        .orElseGet(() -> resource.measure(trial.architecture(), trial.cost()));
  }
}
