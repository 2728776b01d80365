package org.epnas.study;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.epnas.kernel.search.SearchListener;
import org.epnas.study.config.SearchConfiguration;
import org.epnas.study.config.StoreAddress;
import org.epnas.study.session.Ingredients;

/**
 * All that decides what a study does, fixed.
 *
 * @param name for people, as it stands in the run record
 * @param configuration what is named or a number; written into the run record
 * @param given what the program brings as objects
 * @param folder of the run; a temporary one, removed at the end, where it is empty
 * @param journal where it is kept that lets another process go on; as usual where it is empty
 * @param listeners hear of every event, in this order
 * @param concurrent studies that run on the same device at the same time, this one included; each
 *     takes its share of the device's threads
 */
public record StudySpec(
    String name,
    SearchConfiguration configuration,
    Ingredients given,
    Optional<Path> folder,
    Optional<StoreAddress> journal,
    List<SearchListener> listeners,
    int concurrent) {
  public StudySpec {
    listeners = List.copyOf(listeners);
    if (name.isBlank()) {
      throw new IllegalArgumentException("Study has no name. Maybe name it after its data.");
    }
    if (concurrent < 1) {
      throw new IllegalArgumentException(
          "Concurrent studies (%s) must be at least 1: this one counts.".formatted(concurrent));
    }
  }
}
