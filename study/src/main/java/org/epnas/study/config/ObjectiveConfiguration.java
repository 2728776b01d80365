package org.epnas.study.config;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;
import org.epnas.kernel.constraint.ConstraintParser;
import org.epnas.kernel.constraint.Resource;
import org.epnas.kernel.trial.Objectives;

/**
 * What a search is after, as typed.
 *
 * @param names {@code accuracy} and resources
 * @param reference of the hypervolume, for example {@code accuracy=0.5} and {@code energy=5mJ}
 */
public record ObjectiveConfiguration(List<String> names, List<String> reference) {
  /** The accuracy, as without the flag. */
  public static final ObjectiveConfiguration ACCURACY =
      new ObjectiveConfiguration(List.of(Objectives.ACCURACY_NAME), List.of());

  public ObjectiveConfiguration {
    names = List.copyOf(names);
    reference = List.copyOf(reference);
  }

  /**
   * Reads them.
   *
   * @param known what can be an objective
   * @throws IllegalArgumentException if something is wrong with them; the message says how to mend
   *     it
   */
  public Objectives parse(Collection<? extends Resource> known) {
    Objectives objectives = Objectives.parse(names, known);
    SequencedMap<String, Double> values = new LinkedHashMap<>();
    for (String text : reference) {
      int equals = text.indexOf('=');
      if (equals < 1) {
        throw new IllegalArgumentException(
            "Reference (%s) does not read as OBJECTIVE=VALUE. Maybe write accuracy=0.5, or latency=5ms."
                .formatted(text));
      }
      String name = text.substring(0, equals).strip();
      values.put(name, value(text, name, text.substring(equals + 1).strip(), objectives));
    }
    return objectives.withReference(values);
  }

  private static double value(String text, String name, String value, Objectives objectives) {
    if (name.equals(Objectives.ACCURACY_NAME)) {
      return share(text, value);
    }
    List<Resource> own = new ArrayList<>();
    for (Resource resource : objectives.resources()) {
      if (resource.descriptor().name().equals(name)) {
        own.add(resource);
      }
    }
    // A name that is no objective is refused with the others.
    return own.isEmpty()
        ? 0
        : new ConstraintParser(own)
            .parse(name + own.getFirst().descriptor().direction().operator() + value)
            .limit();
  }

  private static double share(String text, String value) {
    try {
      double share = Double.parseDouble(value);
      if (share >= 0 && share < 1) {
        return share;
      }
    } catch (NumberFormatException e) {
      // Said below.
    }
    throw new IllegalArgumentException(
        "Reference (%s) must be a share of images, at least 0 and below 1. Maybe write accuracy=0.5."
            .formatted(text));
  }
}
