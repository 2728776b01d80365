package org.epnas.training.plan;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Collects the buffers and the steps of a compiled program, in the order they run, and plans one
 * arena for them. A buffer is alive from the first step that uses it to the last, both included, so
 * the inputs and outputs of one step never share memory; a step that works in place says so by
 * using one buffer for both.
 *
 * <pre>
 *   int images = planner.buffer("images", bytes);
 *   int features = planner.buffer("conv1", bytes);
 *   planner.step("load", List.of(), List.of(images));
 *   planner.step("conv1", List.of(images), List.of(features));
 *   long offset = planner.plan().offset(features);
 * </pre>
 */
public final class MemoryPlanner {
  private record Buffer(String name, long bytes) {}

  private record Step(String name, List<Integer> buffers) {}

  private final List<Buffer> buffers = new ArrayList<>();
  private final List<Step> steps = new ArrayList<>();
  private final Set<Integer> filled = new HashSet<>();
  private final Set<Integer> kept = new HashSet<>();

  /**
   * Adds a buffer.
   *
   * @param name for error messages
   * @param bytes at least 0; rounded up to {@link MemoryPlan#ALIGNMENT}
   * @return its number, counted from 0
   */
  public int buffer(String name, long bytes) {
    if (bytes < 0) {
      throw new IllegalArgumentException(
          "Buffer (%s) has a size of (%s) bytes. It must be at least 0; maybe a product overflowed."
              .formatted(name, bytes));
    }
    buffers.add(new Buffer(name, bytes));
    return buffers.size() - 1;
  }

  /** Keeps a buffer alive from the first step to the last, because its content comes or goes. */
  public void keep(int buffer) {
    kept.add(known(buffer, "keep"));
    filled.add(buffer);
  }

  /**
   * Adds the next step.
   *
   * @param reads buffers whose content it needs, accumulated ones included
   * @param writes buffers that it fills, scratch space included
   * @throws IllegalArgumentException if it reads what no earlier step wrote
   */
  public void step(String name, List<Integer> reads, List<Integer> writes) {
    for (int buffer : reads) {
      if (!filled.contains(known(buffer, name))) {
        throw new IllegalArgumentException(
            "Step (%s) reads buffer (%s), which no earlier step wrote. Maybe list the writing step first, or keep the buffer."
                .formatted(name, buffers.get(buffer).name()));
      }
    }
    writes.forEach(buffer -> filled.add(known(buffer, name)));
    List<Integer> used = new ArrayList<>(reads);
    used.addAll(writes);
    steps.add(new Step(name, used));
  }

  /** Plans the arena for what was added so far. The same calls give the same plan. */
  public MemoryPlan plan() {
    return new ArenaPacking(lifetimes(), steps.size()).plan();
  }

  private List<Lifetime> lifetimes() {
    int[] first = new int[buffers.size()];
    int[] last = new int[buffers.size()];
    Arrays.fill(first, steps.size());
    Arrays.fill(last, -1);
    for (int step = 0; step < steps.size(); step++) {
      for (int buffer : steps.get(step).buffers()) {
        first[buffer] = Math.min(first[buffer], step);
        last[buffer] = step;
      }
    }
    for (int buffer : kept) {
      first[buffer] = 0;
      last[buffer] = steps.size() - 1;
    }
    List<Lifetime> lifetimes = new ArrayList<>();
    for (int buffer = 0; buffer < buffers.size(); buffer++) {
      long bytes = last[buffer] < 0 ? 0 : aligned(buffers.get(buffer).bytes());
      lifetimes.add(new Lifetime(buffer, bytes, first[buffer], last[buffer]));
    }
    return lifetimes;
  }

  private static long aligned(long bytes) {
    return Math.ceilDiv(bytes, MemoryPlan.ALIGNMENT) * MemoryPlan.ALIGNMENT;
  }

  private int known(int buffer, String user) {
    if (buffer < 0 || buffer >= buffers.size()) {
      throw new IllegalArgumentException(
          "Step (%s) uses buffer (%s), but there are (%s). Use the numbers that buffer() returned."
              .formatted(user, buffer, buffers.size()));
    }
    return buffer;
  }
}
