package org.epnas.nativecpu.step;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.SequencedSet;
import org.epnas.nativecpu.memory.NativeMemory;
import org.epnas.nativecpu.onednn.OneDnn;
import org.epnas.training.plan.MemoryPlan;
import org.epnas.training.plan.MemoryPlanner;

/**
 * Collects the steps of training and evaluation in one order. Evaluation uses the memory of the
 * training steps beside it, so both passes share one plan.
 */
public final class StepList {
  private record Entry(When when, PlannedStep step) {}

  private final List<Entry> entries = new ArrayList<>();
  private final SequencedSet<Region> kept = new LinkedHashSet<>();

  public void add(When when, PlannedStep step) {
    entries.add(new Entry(when, step));
  }

  /** Keeps a region for the whole life of the network, zeroed at first. */
  public void keep(Region region) {
    kept.add(region);
  }

  /**
   * Plans the arena, allocates it and gives every step its addresses.
   *
   * @param arena scope of argument arrays and entry points
   */
  public Steps bind(OneDnn dnn, Arena arena) {
    Map<Region, Integer> numbers = new LinkedHashMap<>();
    MemoryPlan plan = plan(numbers);
    NativeMemory memory = NativeMemory.allocate(Math.max(1, plan.bytes()));
    try {
      Map<Region, MemorySegment> segments = segments(numbers, plan, memory.segment());
      Binding binding = new Binding(dnn, arena, segments);
      kept.forEach(region -> binding.segment(region).fill((byte) 0));
      return bind(binding, memory, plan);
    } catch (RuntimeException e) {
      memory.close();
      throw e;
    }
  }

  private static Map<Region, MemorySegment> segments(
      Map<Region, Integer> numbers, MemoryPlan plan, MemorySegment arena) {
    Map<Region, MemorySegment> segments = new HashMap<>();
    numbers.forEach((region, number) ->
        segments.put(region, arena.asSlice(plan.offset(number), region.bytes())));
    return segments;
  }

  private MemoryPlan plan(Map<Region, Integer> numbers) {
    MemoryPlanner planner = new MemoryPlanner();
    for (Region region : kept) {
      planner.keep(number(region, numbers, planner));
    }
    for (Entry entry : entries) {
      List<Integer> reads = numbers(entry.step().reads(), numbers, planner);
      List<Integer> writes = numbers(entry.step().writes(), numbers, planner);
      planner.step(entry.step().name(), reads, writes);
    }
    return planner.plan();
  }

  private static List<Integer> numbers(
      List<Region> regions, Map<Region, Integer> numbers, MemoryPlanner planner) {
    return regions.stream().map(region -> number(region, numbers, planner)).toList();
  }

  private static int number(Region region, Map<Region, Integer> numbers, MemoryPlanner planner) {
    return numbers.computeIfAbsent(region, r -> planner.buffer(r.name(), r.bytes()));
  }

  private Steps bind(Binding binding, NativeMemory memory, MemoryPlan plan) {
    List<Steps.Entry> bound = new ArrayList<>();
    for (Entry entry : entries) {
      PlannedStep step = entry.step();
      bound.add(
          new Steps.Entry(
              entry.when(),
              step.name(),
              step.implementation(),
              step.operandBytes(),
              step.bind(binding)));
    }
    return new Steps(bound, binding, memory, plan);
  }
}
