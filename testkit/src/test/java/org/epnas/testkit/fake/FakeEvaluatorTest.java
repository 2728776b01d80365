package org.epnas.testkit.fake;

import java.util.List;
import org.epnas.kernel.search.Evaluator;
import org.epnas.kernel.trial.Proposal;
import org.epnas.testkit.EvaluatorContract;

/** The contract holds for the evaluator of the tests. */
final class FakeEvaluatorTest extends EvaluatorContract {
  @Override
  protected Evaluator evaluator() {
    return new FakeEvaluator();
  }

  @Override
  protected List<Proposal> proposals() {
    return List.of(ScriptedStrategy.candidate(0), ScriptedStrategy.candidate(1));
  }
}
