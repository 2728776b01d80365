package org.epnas.study.session;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.epnas.kernel.constraint.Constraint;
import org.epnas.kernel.constraint.ConstraintParser;
import org.epnas.kernel.constraint.Resource;
import org.epnas.kernel.constraint.Rewarder;
import org.epnas.kernel.trial.Objectives;
import org.epnas.study.config.ConfigurationException;
import org.epnas.study.config.LimitConfiguration;
import org.epnas.study.plugin.Registry;

/** Makes the limits of a search of what is named and what the program brings. */
final class SearchLimits {
  private SearchLimits() {}

  /**
   * For one search: it has state.
   *
   * @param measurements keeps what is slow to measure
   * @throws ConfigurationException if a limit cannot be read or is there twice, or a name is
   *     unknown
   */
  static Rewarder rewarder(
      LimitConfiguration limits, Ingredients given, Measurements measurements, Registry registry) {
    registry.requireResources(
        limits.constraints(),
        given.resources().stream().map(own -> own.descriptor().name()).toList());
    List<Constraint> constraints =
        new ArrayList<>(
            new ConstraintParser(resources(given, registry.resources().values()))
                .parseAll(limits.constraints()));
    constraints.addAll(given.constraints());
    requireOneLimitEach(constraints);
    return new Rewarder(
        objectives(limits, given, measurements, registry).measured(constraints).stream()
            .map(limit -> remembered(limit, measurements))
            .toList(),
        given.penalty().orElseGet(() -> registry.penalty(limits.penalty())));
  }

  private static Constraint remembered(Constraint limit, Measurements measurements) {
    return new Constraint(measurements.remembering(limit.resource()), limit.limit(), limit.hard());
  }

  /**
   * What the search is after.
   *
   * @throws IllegalArgumentException if an objective is unknown or there is none of accuracy
   */
  static Objectives objectives(
      LimitConfiguration limits, Ingredients given, Measurements measurements, Registry registry) {
    return limits
        .objectives()
        .parse(
            resources(given, registry.resources().values()).stream()
                .map(measurements::remembering)
                .toList());
  }

  /** A program's own object takes the place of one of its class that was found as a plug-in. */
  private static List<Resource> resources(Ingredients given, Collection<Resource> known) {
    Set<Class<?>> own =
        given.resources().stream().map(Object::getClass).collect(Collectors.toSet());
    return Stream.concat(
            known.stream().filter(resource -> !own.contains(resource.getClass())),
            given.resources().stream())
        .toList();
  }

  private static void requireOneLimitEach(List<Constraint> constraints) {
    Set<String> limited = new HashSet<>();
    for (Constraint constraint : constraints) {
      if (!limited.add(constraint.name())) {
        throw new ConfigurationException(
            "Resource (%s) is limited twice, once by (%s). Maybe keep the tighter limit."
                .formatted(constraint.name(), constraint));
      }
    }
  }
}
