package org.epnas.nativecpu.affinity;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Splits processors among workers: a core for each thread where there are enough cores, else whole
 * cores with their hyper-threads, so that workers share none; fast cores before slow ones; a
 * worker's threads on one memory node where that has room, and workers spread over the nodes.
 */
final class CoreAssignment {
  /** A core below this share of the fastest one's speed is one of a slower kind. */
  private static final double SLOW = 0.8;

  private final double fastest;

  /** What no worker has yet, in the order of preference, by node. */
  private final Map<Integer, List<LogicalProcessor>> free;

  private CoreAssignment(Topology topology, boolean coresOnly) {
    fastest = topology.processors().stream().mapToLong(LogicalProcessor::speed).max().orElse(0);
    Comparator<LogicalProcessor> order =
        Comparator.comparing(this::isSlow)
            .thenComparingInt(LogicalProcessor::core)
            .thenComparingInt(LogicalProcessor::id);
    Set<Integer> seen = new HashSet<>();
    free =
        topology.processors().stream()
            .sorted(order)
            .filter(processor -> seen.add(processor.core()) || !coresOnly)
            .collect(
                Collectors.groupingBy(
                    LogicalProcessor::node, TreeMap::new, Collectors.toCollection(ArrayList::new)));
  }

  /**
   * @param topology of the processors that may be used, at least workers times threads
   * @return ids for each worker, one for each of its threads
   */
  static List<List<Integer>> of(Topology topology, int workers, int threads) {
    int wanted = workers * threads;
    if (wanted > topology.processors().size()) {
      throw new IllegalArgumentException(
          "Workers (%s) of (%s) threads need more than the (%s) processors. Use fewer."
              .formatted(workers, threads, topology.processors().size()));
    }
    CoreAssignment assignment = new CoreAssignment(topology, wanted <= topology.cores());
    List<List<Integer>> coreSets = new ArrayList<>();
    for (int worker = 0; worker < workers; worker++) {
      coreSets.add(assignment.take(threads).stream().map(LogicalProcessor::id).toList());
    }
    return coreSets;
  }

  private boolean isSlow(LogicalProcessor processor) {
    return processor.speed() < SLOW * fastest;
  }

  private List<LogicalProcessor> take(int threads) {
    Comparator<List<LogicalProcessor>> fewestSlow =
        Comparator.comparingLong(
            ofNode -> ofNode.stream().limit(threads).filter(this::isSlow).count());
    Comparator<List<LogicalProcessor>> mostFree =
        Comparator.<List<LogicalProcessor>>comparingInt(List::size).reversed();
    List<LogicalProcessor> taken =
        free.values().stream()
            .filter(ofNode -> ofNode.size() >= threads)
            .min(fewestSlow.thenComparing(mostFree))
            .or(() -> free.values().stream().sorted(mostFree).reduce(CoreAssignment::joined))
            .map(processors -> List.copyOf(processors.subList(0, threads)))
            .orElseThrow();
    free.values().forEach(ofNode -> ofNode.removeAll(taken));
    return taken;
  }

  private static List<LogicalProcessor> joined(
      List<LogicalProcessor> some, List<LogicalProcessor> others) {
    return Stream.concat(some.stream(), others.stream()).toList();
  }
}
