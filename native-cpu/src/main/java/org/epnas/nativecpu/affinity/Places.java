package org.epnas.nativecpu.affinity;

import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** The places of a search's slots, or the reason why there are none. Thread-safe. */
public final class Places {
  private final Deque<Place> free;
  private final int threads;
  private final String description;

  private Places(List<Place> places, int threads, String description) {
    this.free = new ArrayDeque<>(places);
    this.threads = threads;
    this.description = description;
  }

  /** No places: threads run where the system puts them. */
  public static Places none(String reason) {
    return new Places(List.of(), 0, "not pinned: " + reason);
  }

  /**
   * Divides the processors that the calling thread may use.
   *
   * @param threads of each slot
   */
  public static Places plan(int slots, int threads) {
    Optional<Affinity> affinity = Affinity.find();
    if (affinity.isEmpty()) {
      return none(
          "this system (%s) has no processor masks".formatted(System.getProperty("os.name")));
    }
    try {
      Topology topology = Topology.read(Topology.SYSTEM).within(affinity.get().allowed());
      return plan(affinity.get(), topology, slots, threads);
    } catch (IOException e) {
      return none("the processors' description cannot be read (%s)".formatted(e));
    }
  }

  private static Places plan(Affinity affinity, Topology topology, int slots, int threads) {
    String machine =
        "%d processors on %d cores and %d memory nodes"
            .formatted(topology.processors().size(), topology.cores(), topology.nodes());
    if (slots * threads > topology.processors().size()) {
      return none(
          "%d slots of %d threads are more than this process may use, %s"
              .formatted(slots, threads, machine));
    }
    List<List<Integer>> ids = Placement.of(topology, slots, threads);
    String text =
        ids.stream()
            .map(place -> ProcessorList.format(new TreeSet<>(place)))
            .collect(Collectors.joining("; "));
    return new Places(
        ids.stream().map(place -> new Place(affinity, place)).toList(),
        threads,
        "pinned to processors %s, of %s".formatted(text, machine));
  }

  /** Whether there are places. */
  public boolean pinned() {
    return threads > 0;
  }

  /** For example {@code pinned to processors 0-3; 4-7, of 8 processors on 8 cores ...}. */
  public String description() {
    return description;
  }

  /**
   * A place that nobody else has, to be given back.
   *
   * @param wanted threads
   * @return empty where all are taken, or have another number of threads
   */
  public synchronized Optional<Place> take(int wanted) {
    return wanted == threads ? Optional.ofNullable(free.poll()) : Optional.empty();
  }

  /** Nobody runs there any more. */
  public synchronized void giveBack(Place place) {
    free.push(place);
  }
}
