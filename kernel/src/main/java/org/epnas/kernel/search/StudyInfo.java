package org.epnas.kernel.search;

import java.util.List;

/**
 * What a search is about, in words: for a dashboard or a log, not for the search itself. Immutable.
 *
 * @param name of the search, for example its run folder's
 * @param data what is trained on, for example {@code cifar10}
 * @param space where it searches, for example {@code layerwise}
 * @param strategy how it searches, for example {@code epnas}
 * @param seed of the run
 * @param constraints as people write them, possibly none
 */
public record StudyInfo(
    String name, String data, String space, String strategy, long seed, List<String> constraints) {
  public StudyInfo {
    constraints = List.copyOf(constraints);
  }
}
