package org.epnas.training.trainer;

import java.util.List;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.stream.IntStream;
import org.epnas.kernel.search.Evaluator;
import org.epnas.kernel.search.EvaluatorContract;
import org.epnas.kernel.trial.Proposal;
import org.epnas.training.reference.ReferenceBackend;
import org.epnas.training.weights.MemoryWeightStore;

class ChildEvaluatorContractTest extends EvaluatorContract {
  @Override
  protected Evaluator evaluator() {
    return new ChildEvaluator(
        new ReferenceBackend(),
        Bands.EXECUTION,
        Bands.SETTINGS,
        Bands.DATA.training(),
        new MemoryWeightStore(1 << 24),
        TrialEpochListener.NONE);
  }

  @Override
  protected List<Proposal> proposals() {
    return IntStream.of(3, 5)
        .mapToObj(channels ->
            new Proposal(
                Bands.network(channels),
                1,
                OptionalInt.empty(),
                Proposal.Kind.BASELINE,
                0,
                OptionalDouble.empty()))
        .toList();
  }
}
