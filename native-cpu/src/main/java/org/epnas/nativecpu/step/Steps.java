package org.epnas.nativecpu.step;

import java.util.List;
import org.epnas.nativecpu.memory.NativeMemory;
import org.epnas.nativecpu.onednn.OneDnnException;
import org.epnas.training.backend.BackendException;
import org.epnas.training.plan.MemoryPlan;

/** The bound steps of a network, and the owner of the arena that they work in. */
public final class Steps implements AutoCloseable {
  /**
   * A bound step.
   *
   * @param name for people
   * @param implementation which code computes it
   * @param operandBytes bytes that it reads and writes, scratch space left out
   */
  public record Entry(
      When when, String name, String implementation, long operandBytes, Step step) {}

  private final List<Entry> entries;
  private final Binding binding;
  private final NativeMemory memory;
  private final MemoryPlan plan;
  private final Entry[] training;
  private final Entry[] evaluation;

  Steps(List<Entry> entries, Binding binding, NativeMemory memory, MemoryPlan plan) {
    this.entries = List.copyOf(entries);
    this.binding = binding;
    this.memory = memory;
    this.plan = plan;
    this.training = entries.stream().filter(entry -> entry.when().training()).toArray(Entry[]::new);
    this.evaluation =
        entries.stream().filter(entry -> entry.when().evaluation()).toArray(Entry[]::new);
  }

  public void train() {
    run(training);
  }

  /** As {@link #train()}, with the nanoseconds of each of {@link #training()} in its place. */
  public void train(long[] nanos) {
    for (int i = 0; i < training.length; i++) {
      long begun = System.nanoTime();
      run(training[i]);
      nanos[i] = System.nanoTime() - begun;
    }
  }

  public void evaluate() {
    run(evaluation);
  }

  private static void run(Entry[] steps) {
    for (Entry entry : steps) {
      run(entry);
    }
  }

  private static void run(Entry entry) {
    try {
      entry.step().run();
    } catch (OneDnnException e) {
      throw new BackendException("Step (%s) failed: %s".formatted(entry.name(), e.getMessage()), e);
    }
  }

  /** The steps of {@link #train()} in order. */
  public List<Entry> training() {
    return List.of(training);
  }

  /** All steps in order. */
  public List<Entry> entries() {
    return entries;
  }

  public Binding binding() {
    return binding;
  }

  public MemoryPlan plan() {
    return plan;
  }

  public long memoryBytes() {
    return memory.bytes();
  }

  @Override
  public void close() {
    memory.close();
  }
}
