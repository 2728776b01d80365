package org.epnas.nativecpu.step;

import java.util.List;
import org.epnas.nativecpu.memory.NativeMemory;
import org.epnas.training.plan.MemoryPlan;

/** The bound steps of a network, and the owner of the arena that they work in. */
public final class Steps implements AutoCloseable {
  /**
   * A bound step.
   *
   * @param name for people
   * @param implementation which code computes it
   */
  public record Entry(When when, String name, String implementation, Step step) {}

  private final List<Entry> entries;
  private final Binding binding;
  private final NativeMemory memory;
  private final MemoryPlan plan;
  private final Step[] training;
  private final Step[] evaluation;

  Steps(List<Entry> entries, Binding binding, NativeMemory memory, MemoryPlan plan) {
    this.entries = List.copyOf(entries);
    this.binding = binding;
    this.memory = memory;
    this.plan = plan;
    this.training = select(entries.stream().filter(entry -> entry.when().training()).toList());
    this.evaluation = select(entries.stream().filter(entry -> entry.when().evaluation()).toList());
  }

  private static Step[] select(List<Entry> entries) {
    return entries.stream().map(Entry::step).toArray(Step[]::new);
  }

  public void train() {
    for (Step step : training) {
      step.run();
    }
  }

  public void evaluate() {
    for (Step step : evaluation) {
      step.run();
    }
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
