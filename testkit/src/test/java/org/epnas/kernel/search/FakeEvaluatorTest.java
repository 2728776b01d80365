package org.epnas.kernel.search;

import java.util.List;
import org.epnas.kernel.trial.Proposal;
import org.epnas.testkit.EvaluatorContract;
import org.epnas.testkit.fake.FakeEvaluator;
import org.epnas.testkit.fake.ScriptedStrategy;

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
