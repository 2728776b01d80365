package org.epnas.nativecpu.affinity;

import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** The processors of a search's workers, or the reason why there are none. Thread-safe. */
public final class CorePlan {
  private final Deque<CoreSet> free;
  private final int threads;
  private final String description;

  private CorePlan(List<CoreSet> coreSets, int threads, String description) {
    this.free = new ArrayDeque<>(coreSets);
    this.threads = threads;
    this.description = description;
  }

  /** No processors of their own: threads run where the system puts them. */
  public static CorePlan none(String reason) {
    return new CorePlan(List.of(), 0, "not pinned: " + reason);
  }

  /**
   * Divides the processors that the calling thread may use.
   *
   * @param threads of each worker
   */
  public static CorePlan plan(int workers, int threads) {
    Optional<Affinity> affinity = Affinity.find();
    if (affinity.isEmpty()) {
      return none(
          "this system (%s) has no processor masks".formatted(System.getProperty("os.name")));
    }
    try {
      Topology topology = Topology.read(Topology.SYSTEM).within(affinity.get().allowed());
      return plan(affinity.get(), topology, workers, threads);
    } catch (IOException e) {
      return none("the processors' description cannot be read (%s)".formatted(e));
    }
  }

  private static CorePlan plan(Affinity affinity, Topology topology, int workers, int threads) {
    String machine =
        "%s processors on %s cores and %s memory nodes"
            .formatted(topology.processors().size(), topology.cores(), topology.nodes());
    if (workers * threads > topology.processors().size()) {
      return none(
          "%s workers of %s threads are more than this process may use, %s"
              .formatted(workers, threads, machine));
    }
    List<List<Integer>> ids = CoreAssignment.of(topology, workers, threads);
    String text =
        ids.stream()
            .map(cores -> ProcessorList.format(new TreeSet<>(cores)))
            .collect(Collectors.joining("; "));
    return new CorePlan(
        ids.stream().map(cores -> new CoreSet(affinity, cores)).toList(),
        threads,
        "pinned to processors %s, of %s".formatted(text, machine));
  }

  /** Whether threads keep to processors. */
  public boolean pinned() {
    return threads > 0;
  }

  /** For example {@code pinned to processors 0-3; 4-7, of 8 processors on 8 cores ...}. */
  public String description() {
    return description;
  }

  /**
   * Processors that nobody else has, to be given back.
   *
   * @param wanted threads
   * @return empty where all are taken, or have another number of threads
   */
  public synchronized Optional<CoreSet> take(int wanted) {
    return wanted == threads ? Optional.ofNullable(free.poll()) : Optional.empty();
  }

  /** Nobody runs there any more. */
  public synchronized void giveBack(CoreSet cores) {
    free.push(cores);
  }
}
