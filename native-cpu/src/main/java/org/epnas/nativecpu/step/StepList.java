package org.epnas.nativecpu.step;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedSet;
import java.util.function.Predicate;
import org.epnas.nativecpu.memory.NativeMemory;
import org.epnas.nativecpu.onednn.OneDnn;
import org.epnas.nativecpu.onednn.OneDnnException;
import org.epnas.nativecpu.openmp.Team;
import org.epnas.nativecpu.slice.SliceLoop;
import org.epnas.nativecpu.slice.SliceWork;
import org.epnas.nativecpu.slice.Slices;
import org.epnas.training.plan.MemoryPlan;
import org.epnas.training.plan.MemoryPlanner;
import org.epnas.training.plan.Pass;

/**
 * Collects the steps of training and evaluation in one order. Evaluation uses the memory of the
 * training steps beside it, so both passes share one plan.
 */
public final class StepList {
  /** A step with addresses: one of the two is there. */
  private record Bound(Planned planned, Optional<Step> whole, Optional<SliceWork> sliced) {
    boolean in(Predicate<Pass> pass) {
      return pass.test(planned.pass());
    }
  }

  private final Slices slices;
  private final Team team;
  private final List<Planned> entries = new ArrayList<>();
  private final SequencedSet<Region> kept = new LinkedHashSet<>();

  /**
   * @param slices in which sliced steps go through the batch
   */
  public StepList(Slices slices, Team team) {
    this.slices = slices;
    this.team = team;
  }

  public void add(Pass pass, PlannedStep step) {
    entries.add(new Planned(pass, step));
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
    List<List<Planned>> schedule = Schedule.of(entries);
    Map<Region, Integer> numbers = new LinkedHashMap<>();
    MemoryPlan plan = plan(schedule, numbers);
    NativeMemory memory = NativeMemory.allocate(Math.max(1, plan.bytes()));
    try {
      Map<Region, MemorySegment> segments = segments(numbers, plan, memory.segment());
      Binding binding = new Binding(dnn, team, arena, segments);
      kept.forEach(region -> binding.segment(region).fill((byte) 0));
      return bind(schedule, binding, memory, plan);
    } catch (RuntimeException | Error e) {
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

  /** To the plan, a chain is one step: its slices are at different places of it. */
  private MemoryPlan plan(List<List<Planned>> schedule, Map<Region, Integer> numbers) {
    MemoryPlanner planner = new MemoryPlanner();
    for (Region region : kept) {
      planner.keep(number(region, numbers, planner));
    }
    for (List<Planned> stage : schedule) {
      SequencedSet<Integer> reads = new LinkedHashSet<>();
      SequencedSet<Integer> writes = new LinkedHashSet<>();
      for (Planned planned : stage) {
        for (Region region : planned.step().reads()) {
          int number = number(region, numbers, planner);
          if (!writes.contains(number)) {
            reads.add(number);
          }
        }
        planned.step().writes().forEach(region -> writes.add(number(region, numbers, planner)));
      }
      planner.step(stage.getFirst().step().name(), List.copyOf(reads), List.copyOf(writes));
    }
    return planner.plan();
  }

  private static int number(Region region, Map<Region, Integer> numbers, MemoryPlanner planner) {
    return numbers.computeIfAbsent(region, r -> planner.buffer(r.name(), r.bytes()));
  }

  private Steps bind(
      List<List<Planned>> schedule, Binding binding, NativeMemory memory, MemoryPlan plan) {
    List<Stage> training = new ArrayList<>();
    List<Stage> evaluation = new ArrayList<>();
    for (List<Planned> stage : schedule) {
      List<Bound> bound = stage.stream().map(planned -> bind(planned, binding)).toList();
      stage(bound, Pass::training, training, binding).ifPresent(training::add);
      stage(bound, Pass::evaluation, evaluation, binding).ifPresent(evaluation::add);
    }
    List<Steps.Entry> steps = schedule.stream().flatMap(List::stream).map(StepList::entry).toList();
    return new Steps(steps, training, evaluation, binding, memory, plan);
  }

  private static Bound bind(Planned planned, Binding binding) {
    try {
      return switch (planned.step()) {
        case WholeStep step ->
            new Bound(planned, Optional.of(step.bind(binding)), Optional.empty());
        case SlicedStep step ->
            new Bound(planned, Optional.empty(), Optional.of(step.bind(binding)));
      };
    } catch (OneDnnException e) {
      throw StepFailure.of(planned.step().name(), e);
    }
  }

  /**
   * What a pass runs of a stage.
   *
   * @param before what it runs before it: chains go through the batch in turns
   */
  private Optional<Stage> stage(
      List<Bound> all, Predicate<Pass> pass, List<Stage> before, Binding binding) {
    List<Bound> mine = all.stream().filter(step -> step.in(pass)).toList();
    if (mine.isEmpty()) {
      return Optional.empty();
    }
    Bound first = mine.getFirst();
    if (first.whole().isPresent()) {
      return Optional.of(new Stage.Whole(first.planned().step().name(), first.whole().get()));
    }
    List<SliceWork> works = mine.stream().flatMap(step -> step.sliced().stream()).toList();
    long chains = before.stream().filter(Stage.Chain.class::isInstance).count();
    boolean backwards = chains % 2 == 1;
    SliceLoop loop = new SliceLoop(works, slices.count(), backwards, team, binding.arena());
    return Optional.of(new Stage.Chain(loop, works.size()));
  }

  private static Steps.Entry entry(Planned planned) {
    PlannedStep step = planned.step();
    return new Steps.Entry(planned.pass(), step.name(), step.implementation(), step.operandBytes());
  }
}
