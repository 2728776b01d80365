package org.epnas.policy.simulation;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.epnas.kernel.architecture.Architecture;
import org.epnas.kernel.random.RandomStream;
import org.epnas.kernel.random.RandomStream.Purpose;
import org.epnas.kernel.search.Assignment;
import org.epnas.kernel.search.Evaluator;
import org.epnas.kernel.search.Token;
import org.epnas.kernel.trial.Metric;
import org.epnas.kernel.trial.Outcome;
import org.epnas.kernel.trial.Proposal;
import org.epnas.testkit.fake.ChainSpace;

/**
 * A learning task on {@link ChainSpace} whose answer is known. The accuracy that a network can
 * reach is 0.1 plus 0.8 times the share of a target chain that it matches, position by position,
 * half of a position for the channels and half for the kernel. It comes from that by {@code 1 -
 * exp(-e / 2)} after e epochs, those of inherited weights included. Thread-safe.
 */
public final class SyntheticTask implements Evaluator {
  /** Channel and kernel indices of the best network, of the greatest depth. */
  private static final List<Token> TARGET =
      List.of(token(2, 1), token(0, 0), token(1, 1), token(2, 0), token(0, 1), token(1, 0));

  private static final double EPOCHS_TO_LEARN = 2;

  private final ChainSpace space;
  private final List<Token> target;
  private final Map<Integer, Integer> lineageEpochs = new HashMap<>();

  public SyntheticTask(ChainSpace space) {
    this(space, TARGET);
  }

  private SyntheticTask(ChainSpace space, List<Token> target) {
    this.space = space;
    this.target = target;
  }

  /** One with a target of its own, drawn uniformly, so that nothing can be tuned to it. */
  public static SyntheticTask drawn(ChainSpace space, long seed) {
    RandomStream random = RandomStream.of(seed, Purpose.EVIDENCE, 0, 0);
    return new SyntheticTask(
        space,
        Stream.generate(() -> token(random.nextInt(3), random.nextInt(2)))
            .limit(TARGET.size())
            .toList());
  }

  /** Accuracy after endless training, in [0.1, 0.9]. */
  public double quality(Architecture architecture) {
    List<Token> tokens = space.transformations(architecture).tokens();
    double matched = 0;
    for (int i = 0; i < Math.min(tokens.size(), target.size()); i++) {
      for (int feature = 0; feature < 2; feature++) {
        Integer value = tokens.get(i).values().get(feature);
        matched += value.equals(target.get(i).values().get(feature)) ? 0.5 : 0;
      }
    }
    return 0.1 + 0.8 * matched / target.size();
  }

  @Override
  public Outcome evaluate(Assignment assignment) {
    TreeMap<String, Double> metrics = new TreeMap<>();
    metrics.put(Metric.VALIDATION_ACCURACY, accuracy(assignment.trialId(), assignment.proposal()));
    return new Outcome.Completed(metrics);
  }

  private synchronized double accuracy(int trial, Proposal proposal) {
    int inherited =
        proposal.parentTrialId().stream()
            .map(parent -> lineageEpochs.getOrDefault(parent, 0))
            .sum();
    int epochs = inherited + proposal.epochs();
    lineageEpochs.put(trial, epochs);
    return quality(proposal.architecture()) * (1 - Math.exp(-epochs / EPOCHS_TO_LEARN));
  }

  private static Token token(int channels, int kernel) {
    return new Token(List.of(channels, kernel));
  }
}
