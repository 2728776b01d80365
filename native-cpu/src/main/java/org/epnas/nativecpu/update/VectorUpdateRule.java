package org.epnas.nativecpu.update;

import java.nio.ByteOrder;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/** One vector of parameters at a time; the same bits as {@link ScalarUpdateRule}. */
final class VectorUpdateRule implements UpdateRule {
  private static final VectorSpecies<Float> SPECIES = FloatVector.SPECIES_PREFERRED;
  private static final ByteOrder ORDER = ByteOrder.nativeOrder();

  @Override
  public void update(
      ParameterBlock block, long from, long to, float rate, float momentum, float decay) {
    for (long i = from; i < to; i += SPECIES.vectorByteSize()) {
      var w = FloatVector.fromMemorySegment(SPECIES, block.weights(), i, ORDER);
      var gradient = FloatVector.fromMemorySegment(SPECIES, block.gradients(), i, ORDER);
      var velocity = FloatVector.fromMemorySegment(SPECIES, block.velocities(), i, ORDER);
      var g = w.lanewise(VectorOperators.FMA, decay, gradient);
      var v = velocity.lanewise(VectorOperators.FMA, momentum, g);
      v.intoMemorySegment(block.velocities(), i, ORDER);
      var direction = v.lanewise(VectorOperators.FMA, momentum, g);
      direction
          .lanewise(VectorOperators.FMA, -rate, w)
          .intoMemorySegment(block.weights(), i, ORDER);
    }
  }
}
