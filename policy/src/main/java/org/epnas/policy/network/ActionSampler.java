package org.epnas.policy.network;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import org.epnas.kernel.search.Choice;
import org.epnas.kernel.search.TransformationTree;
import org.epnas.policy.nn.MaskedSoftmax;

/** Samples one action for each element of one batch, all elements in lock-step. */
final class ActionSampler {
  private final ActionDecoder decoder;
  private final List<? extends RandomGenerator> streams;
  private final List<ActionPath> paths;
  private final double[] logProbabilities;
  private final double[] entropies;

  ActionSampler(
      ActionDecoder decoder,
      List<TransformationTree> batch,
      List<? extends RandomGenerator> streams) {
    this.decoder = decoder;
    this.streams = streams;
    paths = batch.stream().map(ActionPath::new).toList();
    logProbabilities = new double[batch.size()];
    entropies = new double[batch.size()];
    int[] unknown = new int[batch.size()];
    Arrays.fill(unknown, Integer.MAX_VALUE);
    decoder.begin(batch, 0, unknown);
  }

  List<Decision> sample() {
    List<ChoicePoint> open = new ArrayList<>();
    for (int element = 0; element < paths.size(); element++) {
      open(element, 0).ifPresent(open::add);
    }
    while (!open.isEmpty()) {
      open = step(open);
    }
    return IntStream.range(0, paths.size())
        .mapToObj(i -> paths.get(i).decision(logProbabilities[i], entropies[i]))
        .toList();
  }

  /** An element's next choice; an element that has none is at its end. */
  private Optional<ChoicePoint> open(int element, int step) {
    Optional<Choice> choice = paths.get(element).next();
    if (choice.isEmpty()) {
      decoder.run().end(element);
    }
    return choice.map(found -> new ChoicePoint(element, step, found));
  }

  /** Makes all open choices of one step and returns those of the next. */
  private List<ChoicePoint> step(List<ChoicePoint> open) {
    decoder.run().extend();
    for (ChoicePoint point : open) {
      int element = point.element();
      decoder.feedback().feed(decoder.run(), point.step(), element, paths.get(element));
    }
    decoder.forward();
    ActionDecoder.byHead(open).forEach(this::choose);
    List<ChoicePoint> next = new ArrayList<>();
    for (ChoicePoint point : open) {
      open(point.element(), point.step() + 1).ifPresent(next::add);
    }
    return next;
  }

  private void choose(int headIndex, List<ChoicePoint> points) {
    ChoiceHead head = decoder.head(headIndex);
    float[] rows = head.logits(points, decoder.run());
    for (int i = 0; i < points.size(); i++) {
      ChoicePoint point = points.get(i);
      int offset = i * head.width();
      MaskedSoftmax.forward(rows, offset, head.values(point), point.choice().valid());
      choose(point, rows, offset);
    }
  }

  private void choose(ChoicePoint point, float[] rows, int offset) {
    int element = point.element();
    Choice choice = point.choice();
    double uniform = streams.get(element).nextDouble();
    int value = MaskedSoftmax.sample(rows, offset, choice.valid(), uniform);
    paths.get(element).take(choice, value);
    logProbabilities[element] += rows[offset + value];
    entropies[element] += MaskedSoftmax.entropy(rows, offset, choice.valid());
  }
}
