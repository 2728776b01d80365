package org.epnas.testkit;

import java.util.List;
import org.epnas.kernel.search.Evaluator;
import org.epnas.kernel.search.ExecutionMode;
import org.epnas.kernel.trial.Proposal;
import org.epnas.testkit.fake.ScriptedStrategy;
import org.epnas.training.backend.Precision;
import org.epnas.training.data.DataSet;
import org.epnas.training.reference.ReferenceBackend;
import org.epnas.training.trainer.ChildEvaluator;
import org.epnas.training.trainer.ExecutionSettings;
import org.epnas.training.trainer.TrialSettings;
import org.epnas.training.weights.MemoryWeightStore;

/** The evaluator that searches train with keeps the contract. */
final class ChildEvaluatorTest extends EvaluatorContract {
  private static final int IMAGES = 80;

  @Override
  protected Evaluator evaluator() {
    return new ChildEvaluator(
        new ReferenceBackend(),
        new ExecutionSettings(
            ReferenceBackend.DEVICE, Precision.FP32, 1, ExecutionMode.REPRODUCIBLE, 3),
        TrialSettings.defaults().withBatchSize(20),
        images(),
        new MemoryWeightStore(1 << 20));
  }

  @Override
  protected List<Proposal> proposals() {
    return List.of(ScriptedStrategy.candidate(0), ScriptedStrategy.candidate(4));
  }

  /** Images of the chain space's shape, 1x8x8: dark ones and bright ones. */
  private static DataSet images() {
    int pixelsOfOne = Math.toIntExact(ScriptedStrategy.network(0).input().elements());
    byte[] pixels = new byte[IMAGES * pixelsOfOne];
    int[] labels = new int[IMAGES];
    for (int i = 0; i < pixels.length; i++) {
      int image = i / pixelsOfOne;
      labels[image] = image % 2;
      pixels[i] = (byte) (100 * labels[image] + i * 31 % 50);
    }
    return new DataSet("bright", ScriptedStrategy.network(0).input(), 2, pixels, labels);
  }
}
