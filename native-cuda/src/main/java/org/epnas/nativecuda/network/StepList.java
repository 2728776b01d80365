package org.epnas.nativecuda.network;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.SequencedMap;
import java.util.SequencedSet;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.epnas.training.plan.MemoryPlan;
import org.epnas.training.plan.MemoryPlanner;
import org.epnas.training.plan.Pass;

/**
 * Collects the steps of training and evaluation in one order. Evaluation uses the memory of the
 * training pass: what it runs is a part of that order.
 */
final class StepList {
  /**
   * Something to queue on the stream.
   *
   * @param reads buffers whose content it needs
   * @param writes buffers that it fills, scratch space included
   */
  private record Entry(
      Pass pass, String name, List<Buffer> reads, List<Buffer> writes, Runnable work) {}

  private final List<Entry> entries = new ArrayList<>();

  /** The first of the entries: what brings a batch from this computer. */
  private int inputs;

  /**
   * @param work queues the step; called once or more, when the buffers have their places
   */
  void add(Pass pass, String name, List<Buffer> reads, List<Buffer> writes, Runnable work) {
    entries.add(new Entry(pass, name, List.copyOf(reads), List.copyOf(writes), work));
  }

  /** Says that all steps so far bring the batch from this computer. */
  void endInput() {
    inputs = entries.size();
  }

  /** Queues what makes the input of a batch that was copied to the device. */
  void input() {
    entries.subList(0, inputs).forEach(entry -> entry.work().run());
  }

  /** Queues one training step on the input. */
  void train() {
    run(Pass::training);
  }

  /** Queues one forward pass in evaluation mode on the input. */
  void evaluate() {
    run(Pass::evaluation);
  }

  private void run(Predicate<Pass> pass) {
    entries.subList(inputs, entries.size()).stream()
        .filter(entry -> pass.test(entry.pass()))
        .forEach(entry -> entry.work().run());
  }

  /** Every buffer that a step uses, in the order of their first use. */
  SequencedSet<Buffer> buffers() {
    SequencedSet<Buffer> buffers = new LinkedHashSet<>();
    entries.forEach(entry -> {
      buffers.addAll(entry.reads());
      buffers.addAll(entry.writes());
    });
    return buffers;
  }

  /** Where the buffers lie in one block of memory, by when they are alive. */
  SequencedMap<Buffer, Long> offsets(MemoryPlanner planner) {
    SequencedMap<Buffer, Integer> numbers = new LinkedHashMap<>();
    buffers().forEach(buffer -> numbers.put(buffer, planner.buffer(buffer.name(), buffer.bytes())));
    entries.forEach(entry ->
        planner.step(
            entry.name(),
            numbers(numbers, entry.reads().stream()),
            numbers(numbers, entry.writes().stream())));
    MemoryPlan plan = planner.plan();
    SequencedMap<Buffer, Long> offsets = new LinkedHashMap<>();
    numbers.forEach((buffer, number) -> offsets.put(buffer, plan.offset(number)));
    return offsets;
  }

  private static List<Integer> numbers(
      SequencedMap<Buffer, Integer> numbers, Stream<Buffer> buffers) {
    return buffers.map(buffer -> numbers.getOrDefault(buffer, 0)).toList();
  }
}
