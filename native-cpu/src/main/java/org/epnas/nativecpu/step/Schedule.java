package org.epnas.nativecpu.step;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;

/**
 * The order of the steps, with those that can follow each other slice by slice in one chain. A
 * chain ends where a step needs what another one leaves of the whole batch: the statistics of a
 * batch normalisation, for example. Steps for the whole batch that stand between the links run
 * before the chain where they need nothing of it, else after it.
 */
final class Schedule {
  /** The tensors of a chain are alive at the same time: a longer one would need more memory. */
  private static final int LONGEST = 24;

  private final List<List<Planned>> stages = new ArrayList<>();
  private List<Planned> chain = new ArrayList<>();
  private final List<Planned> after = new ArrayList<>();

  private Schedule() {}

  /**
   * @param steps in an order that computes what is wanted
   * @return the same steps: chains, and steps for the whole batch alone
   */
  static List<List<Planned>> of(List<Planned> steps) {
    Schedule schedule = new Schedule();
    steps.forEach(schedule::add);
    schedule.close();
    return List.copyOf(schedule.stages);
  }

  private void add(Planned next) {
    if (next.step() instanceof SlicedStep) {
      if (conflicts(next, chain) || conflicts(next, after) || chain.size() == LONGEST) {
        close();
      }
      chain.add(next);
    } else if (conflicts(next, chain) || conflicts(next, after)) {
      after.add(next);
    } else {
      stages.add(List.of(next));
    }
  }

  private void close() {
    if (!chain.isEmpty()) {
      stages.add(List.copyOf(chain));
    }
    after.forEach(step -> stages.add(List.of(step)));
    chain = new ArrayList<>();
    after.clear();
  }

  private static boolean conflicts(Planned next, Collection<Planned> earlier) {
    return earlier.stream().anyMatch(before -> conflict(before.step(), next.step()));
  }

  /**
   * Whether one step reads what the other one writes, other than image by image. That both write a
   * region is no reason to keep their order: they write different parts of it (gradients of several
   * weights share a region), belong to different passes, or, if the second overwrites the first,
   * there is a step between them that reads what the first one wrote.
   */
  private static boolean conflict(PlannedStep first, PlannedStep second) {
    return meet(first, first.writes(), second, second.reads())
        || meet(first, first.reads(), second, second.writes());
  }

  private static boolean meet(
      PlannedStep first, List<Region> ofFirst, PlannedStep second, List<Region> ofSecond) {
    return ofFirst.stream()
        .filter(ofSecond::contains)
        .anyMatch(region -> !sliced(first).contains(region) || !sliced(second).contains(region));
  }

  private static Set<Region> sliced(PlannedStep step) {
    return step instanceof SlicedStep own ? own.sliced() : Set.of();
  }
}
