package org.epnas.nativecpu.update;

import org.epnas.nativecpu.loop.StepState;
import org.epnas.nativecpu.openmp.ParallelLoop;
import org.epnas.simd.VectorApi;
import org.epnas.training.backend.Executable.StepOptions;

/**
 * One step of stochastic gradient descent with Nesterov momentum over parameters that lie one after
 * another, in one pass:
 *
 * <pre>
 *   g = gradient + decay * w
 *   v = momentum * v + g
 *   w = w - rate * (g + momentum * v)
 * </pre>
 *
 * Each part of the loop works on whole cache lines of its own.
 */
public final class SgdNesterov implements ParallelLoop.Body {
  private final StepState state;
  private final ParameterBlock block;
  private final UpdateRule rule;

  public SgdNesterov(StepState state, ParameterBlock block) {
    this.state = state;
    this.block = block;
    this.rule = VectorApi.isOn() ? new VectorUpdateRule() : new ScalarUpdateRule();
  }

  @Override
  public void run(int part, int parts) {
    StepOptions options = state.options();
    long from = block.boundary(part, parts);
    long to = block.boundary(part + 1, parts);
    float decay = block.decayed() ? (float) options.weightDecay() : 0;
    rule.update(block, from, to, (float) options.learningRate(), (float) options.momentum(), decay);
  }
}
