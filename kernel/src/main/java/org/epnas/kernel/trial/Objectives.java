package org.epnas.kernel.trial;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.epnas.kernel.architecture.Architecture;
import org.epnas.kernel.constraint.Constraint;
import org.epnas.kernel.constraint.Direction;
import org.epnas.kernel.constraint.Resource;
import org.epnas.kernel.cost.Cost;

/**
 * What a search is after: the accuracy, and with several objectives resources too, each towards its
 * {@link Direction}. A network's objectives are a vector in which every component is better when it
 * is higher: the accuracy in [0, 1], then each use, with its sign turned where less is better.
 *
 * @param resources beside the accuracy, distinct; none where the accuracy is all
 * @param reference from which the hypervolume is measured, by the objectives' names, the accuracy
 *     in [0, 1] and the others in their units; what is not given is chosen by who measures
 */
public record Objectives(List<Resource> resources, SequencedMap<String, Double> reference) {
  /** The first objective's name. */
  public static final String ACCURACY_NAME = "accuracy";

  /** The accuracy alone. */
  public static final Objectives ACCURACY = new Objectives(List.of());

  /** Beyond so many, nearly every network is on the front. */
  public static final int MOST = 4;

  private static final double MARGIN = 0.05;
  private static final double UNKNOWN = 1e300;

  public Objectives {
    resources = List.copyOf(resources);
    reference = Collections.unmodifiableSequencedMap(new LinkedHashMap<>(reference));
  }

  /** Without a reference. */
  public Objectives(List<Resource> resources) {
    this(resources, new LinkedHashMap<>());
  }

  /**
   * The same with a reference.
   *
   * @throws IllegalArgumentException if it names what is no objective
   */
  public Objectives withReference(SequencedMap<String, Double> newReference) {
    for (String name : newReference.keySet()) {
      if (!names().contains(name)) {
        throw new IllegalArgumentException(
            "Reference (%s) is none of the objectives %s. Maybe add --objective %s."
                .formatted(name, names(), name));
      }
    }
    return new Objectives(resources, newReference);
  }

  /**
   * Limits and, for each objective that is not limited, that it be measured: a trial then records
   * what it uses of it, and fails where that cannot be measured.
   */
  public List<Constraint> measured(List<Constraint> constraints) {
    Set<String> limited = constraints.stream().map(Constraint::name).collect(Collectors.toSet());
    return Stream.concat(
            constraints.stream(),
            resources.stream()
                .filter(resource -> !limited.contains(resource.descriptor().name()))
                .map(Constraint::unlimited))
        .toList();
  }

  /**
   * Reads the objectives of one search.
   *
   * @param names {@code accuracy} and resources, in any order
   * @param known what can be an objective
   * @throws IllegalArgumentException naming the objective, the rule and a way out
   */
  public static Objectives parse(List<String> names, Collection<? extends Resource> known) {
    Map<String, Resource> byName = new LinkedHashMap<>();
    known.forEach(resource -> byName.put(resource.descriptor().name(), resource));
    Set<String> seen = new HashSet<>();
    List<Resource> resources = new ArrayList<>();
    for (String name : names) {
      if (!seen.add(name)) {
        throw new IllegalArgumentException(
            "Objective (%s) is given twice. Maybe give it once.".formatted(name));
      }
      if (!name.equals(ACCURACY_NAME)) {
        resources.add(
            Optional.ofNullable(byName.get(name)).orElseThrow(() -> unknown(name, byName)));
      }
    }
    if (!seen.contains(ACCURACY_NAME)) {
      throw new IllegalArgumentException(
          "Objectives %s lack (accuracy), for which networks are trained. Maybe add --objective accuracy."
              .formatted(names));
    }
    if (names.size() > MOST) {
      throw new IllegalArgumentException(
          "Objectives %s are (%s) and must be at most %s. Maybe limit a resource with --constraint instead."
              .formatted(names, names.size(), MOST));
    }
    return new Objectives(resources);
  }

  private static IllegalArgumentException unknown(String name, Map<String, Resource> known) {
    return new IllegalArgumentException(
        "Objective (%s) is no known resource. Maybe use one of %s."
            .formatted(
                name,
                Stream.concat(Stream.of(ACCURACY_NAME), known.keySet().stream().sorted())
                    .collect(Collectors.joining(", "))));
  }

  /** Whether there is more than the accuracy. */
  public boolean several() {
    return !resources.isEmpty();
  }

  /** Number of them. */
  public int size() {
    return 1 + resources.size();
  }

  /** The accuracy's name first, then those of the resources. */
  public List<String> names() {
    return Stream.concat(
            Stream.of(ACCURACY_NAME),
            resources.stream().map(resource -> resource.descriptor().name()))
        .toList();
  }

  /** Whether an objective has to be measured, see {@link Resource#slow}. */
  public boolean slow() {
    return resources.stream().anyMatch(Resource::slow);
  }

  /**
   * The vector of a completed trial; its recorded uses count, others are measured.
   *
   * @param accuracy in [0, 1]
   */
  public double[] of(Trial trial, double accuracy) {
    double[] vector = new double[size()];
    vector[0] = accuracy;
    for (int i = 0; i < resources.size(); i++) {
      vector[i + 1] = upwards(i, used(trial, resources.get(i)));
    }
    return vector;
  }

  /** The vector of a completed trial with the accuracy that it has. */
  public double[] of(Trial trial) {
    return of(trial, trial.completed().orElseThrow().accuracy());
  }

  /**
   * What a network uses of a resource, as a component of the vector; measures it.
   *
   * @param resource its index in {@link #resources}
   */
  public double measured(int resource, Architecture architecture, Cost cost) {
    return upwards(resource, resources.get(resource).measure(architecture, cost));
  }

  /** A component of the vector in the unit of its objective, and back. */
  public double upwards(int resource, double used) {
    return switch (direction(resource)) {
      // Not -used: a use of 0 must not become -0.0, which compares as less than 0.0.
      case AT_MOST -> 0.0 - used;
      case AT_LEAST -> used;
    };
  }

  private Direction direction(int resource) {
    return resources.get(resource).descriptor().direction();
  }

  /**
   * A vector's values by the names of the objectives: the accuracy in [0, 1], each use in its unit.
   */
  public SequencedMap<String, Double> values(double[] vector) {
    SequencedMap<String, Double> values = new LinkedHashMap<>();
    values.put(ACCURACY_NAME, vector[0]);
    for (int i = 0; i < resources.size(); i++) {
      values.put(resources.get(i).descriptor().name(), upwards(i, vector[i + 1]));
    }
    return values;
  }

  /**
   * From where a hypervolume is measured: what was given; else of the accuracy the value that the
   * caller chose, and of a resource the worst value there is and 5 % more. A use of 1e300 stands
   * for an unknown one and does not count.
   *
   * @param accuracy in [0, 1]
   * @param points vectors among which the worst values are
   */
  public double[] reference(double accuracy, Collection<double[]> points) {
    double[] chosen = new double[size()];
    chosen[0] = accuracy;
    for (int i = 1; i < chosen.length; i++) {
      int at = i;
      double worst =
          points.stream()
              .mapToDouble(point -> point[at])
              .filter(value -> Math.abs(value) < UNKNOWN)
              .min()
              .orElse(0);
      chosen[i] = worst - MARGIN * Math.abs(worst);
    }
    for (int i = 0; i < chosen.length; i++) {
      Double own = reference.get(names().get(i));
      chosen[i] = own == null ? chosen[i] : i == 0 ? own : upwards(i - 1, own);
    }
    return chosen;
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
