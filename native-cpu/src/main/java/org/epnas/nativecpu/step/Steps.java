package org.epnas.nativecpu.step;

import java.util.List;
import org.epnas.nativecpu.memory.NativeMemory;
import org.epnas.training.plan.MemoryPlan;
import org.epnas.training.plan.Pass;

/** The bound steps of a network, and the owner of the arena that they work in. */
public final class Steps implements AutoCloseable {
  /**
   * What there is to say about a step.
   *
   * @param name for people
   * @param implementation which code computes it
   * @param operandBytes bytes that it reads and writes, scratch space left out
   */
  public record Entry(Pass pass, String name, String implementation, long operandBytes) {}

  private final List<Entry> entries;
  private final List<Entry> training;
  private final Stage[] trainingStages;
  private final Stage[] evaluationStages;
  private final Binding binding;
  private final NativeMemory memory;
  private final MemoryPlan plan;

  Steps(
      List<Entry> entries,
      List<Stage> training,
      List<Stage> evaluation,
      Binding binding,
      NativeMemory memory,
      MemoryPlan plan) {
    this.entries = List.copyOf(entries);
    this.training = entries.stream().filter(entry -> entry.pass().training()).toList();
    this.trainingStages = training.toArray(Stage[]::new);
    this.evaluationStages = evaluation.toArray(Stage[]::new);
    this.binding = binding;
    this.memory = memory;
    this.plan = plan;
  }

  public void train() {
    run(trainingStages);
  }

  /** As {@link #train()}, with the nanoseconds of each of {@link #training()} in its place. */
  public void train(long[] nanos) {
    int at = 0;
    for (Stage stage : trainingStages) {
      stage.run(nanos, at);
      at += stage.steps();
    }
  }

  public void evaluate() {
    run(evaluationStages);
  }

  private static void run(Stage[] stages) {
    for (Stage stage : stages) {
      stage.run();
    }
  }

  /** The steps of {@link #train()} in order. */
  public List<Entry> training() {
    return training;
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
