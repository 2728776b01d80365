package org.epnas.nativecpu.update;

import java.lang.foreign.ValueLayout;

/** One parameter at a time. */
final class ScalarUpdateRule implements UpdateRule {
  @Override
  public void update(
      ParameterBlock block, long from, long to, float rate, float momentum, float decay) {
    for (long i = from; i < to; i += Float.BYTES) {
      float w = block.weights().get(ValueLayout.JAVA_FLOAT, i);
      float g = Math.fma(decay, w, block.gradients().get(ValueLayout.JAVA_FLOAT, i));
      float v = Math.fma(momentum, block.velocities().get(ValueLayout.JAVA_FLOAT, i), g);
      block.velocities().set(ValueLayout.JAVA_FLOAT, i, v);
      block.weights().set(ValueLayout.JAVA_FLOAT, i, Math.fma(-rate, Math.fma(momentum, v, g), w));
    }
  }
}
