package org.epnas.policy.network;

import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.random.RandomGenerator;
import org.epnas.kernel.search.Choice;
import org.epnas.kernel.search.TransformationTree;
import org.epnas.kernel.search.Vocabulary;
import org.epnas.policy.nn.Embedding;
import org.epnas.policy.nn.Linear;
import org.epnas.policy.nn.Lstm;
import org.epnas.policy.nn.LstmRun;
import org.epnas.policy.nn.Parameters;
import org.epnas.policy.nn.PointerAttention;
import org.epnas.policy.nn.VectorMath;

/**
 * The layers that turn embedded architectures into choices. {@link ActionSampler} runs them step by
 * step, {@link ActionScorer} over known actions at once.
 */
final class ActionDecoder {
  private final SharedEncoding encoding;
  private final Lstm lstm;
  private final LstmRun run;
  private final ChoiceFeedback feedback;
  private final PointerHead pointerHead;
  private final List<CategoricalHead> heads = new ArrayList<>();

  ActionDecoder(
      Parameters parameters,
      Vocabulary vocabulary,
      PolicyConfig config,
      VectorMath math,
      RandomGenerator random) {
    encoding =
        new SharedEncoding(
            new TokenEncoder(parameters, "encoder", vocabulary, config, math, random));
    int width = config.embedding();
    int hidden = config.hidden();
    lstm = new Lstm(parameters, "decoder.lstm", width, hidden, math, random);
    run = lstm.newRun();
    feedback =
        new ChoiceFeedback(
            new Embedding(
                parameters, "decoder.embedding", inputSizes(vocabulary), width, 1, math, random),
            new Linear(parameters, "decoder.pointed", hidden, width, math, random),
            encoding);
    pointerHead =
        new PointerHead(
            new PointerAttention(parameters, "head.pointer", hidden, math, random), encoding);
    for (Vocabulary.Category head : vocabulary.heads()) {
      String name = "head." + head.name();
      heads.add(
          new CategoricalHead(new Linear(parameters, name, hidden, head.size(), math, random)));
    }
  }

  /** The start symbol, then the values of each head. */
  private static int[] inputSizes(Vocabulary vocabulary) {
    List<Vocabulary.Category> heads = vocabulary.heads();
    int[] sizes = new int[heads.size() + 1];
    sizes[0] = 1;
    for (int head = 0; head < heads.size(); head++) {
      sizes[head + 1] = heads.get(head).size();
    }
    return sizes;
  }

  /**
   * Embeds a batch and prepares the decoder for it.
   *
   * @param steps there are at first
   * @param lengths number of choices of each element
   */
  void begin(List<TransformationTree> batch, int steps, int[] lengths) {
    encoding.forward(batch);
    run.beginWithState(steps, lengths);
    encoding.initialise(run);
    feedback.begin();
  }

  /** Computes the steps whose inputs were fed since the last call. */
  void forward() {
    feedback.project(run);
    lstm.forward(run);
  }

  /** Prepares for gradients of the last forward pass. */
  void zeroGradients() {
    run.zeroGradients();
    encoding.zeroGradients();
  }

  /** Adds the gradients of everything below the heads. */
  void backward() {
    lstm.backward(run);
    feedback.backward(run);
    encoding.backward(run);
  }

  LstmRun run() {
    return run;
  }

  ChoiceFeedback feedback() {
    return feedback;
  }

  ChoiceHead head(int head) {
    if (head == Choice.POINTER) {
      return pointerHead;
    }
    if (head < 0 || head >= heads.size()) {
      throw new IllegalArgumentException(
          "Choice of head (%s), but the vocabulary has %s heads. Maybe the adaptation is of another space."
              .formatted(head, heads.size()));
    }
    return heads.get(head);
  }

  /** The points of each head, in a fixed order. */
  static SortedMap<Integer, List<ChoicePoint>> byHead(List<ChoicePoint> points) {
    SortedMap<Integer, List<ChoicePoint>> groups = new TreeMap<>();
    for (ChoicePoint point : points) {
      groups.computeIfAbsent(point.choice().head(), head -> new ArrayList<>()).add(point);
    }
    return groups;
  }
}
