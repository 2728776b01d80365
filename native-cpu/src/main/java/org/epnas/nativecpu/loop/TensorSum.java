package org.epnas.nativecpu.loop;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;
import org.epnas.nativecpu.openmp.ParallelLoop;

/**
 * Adds up f32 tensors of one shape, element by element in the order of the tensors.
 *
 * @param tensors one after another
 * @param distance bytes from one to the next
 * @param count tensors, at least 1
 * @param sum overwritten
 */
public record TensorSum(MemorySegment tensors, long distance, int count, MemorySegment sum)
    implements ParallelLoop.Body {
  private static final VectorSpecies<Float> SPECIES = FloatVector.SPECIES_PREFERRED;
  private static final ByteOrder ORDER = ByteOrder.nativeOrder();
  private static final int VECTOR = SPECIES.vectorByteSize();

  /** Vectors that are added at a time: more than one addition is on its way. */
  private static final int BLOCK = 4 * VECTOR;

  @Override
  public void run(int part, int parts) {
    long blocks = sum.byteSize() / BLOCK;
    long end = blocks * (part + 1) / parts * BLOCK;
    for (long at = blocks * part / parts * BLOCK; at < end; at += BLOCK) {
      addBlock(at);
    }
    if (part == parts - 1) {
      addRest(blocks * BLOCK);
    }
  }

  private void addBlock(long at) {
    FloatVector a = load(at);
    FloatVector b = load(at + VECTOR);
    FloatVector c = load(at + 2L * VECTOR);
    FloatVector d = load(at + 3L * VECTOR);
    for (int tensor = 1; tensor < count; tensor++) {
      long from = tensor * distance + at;
      a = a.add(load(from));
      b = b.add(load(from + VECTOR));
      c = c.add(load(from + 2L * VECTOR));
      d = d.add(load(from + 3L * VECTOR));
    }
    a.intoMemorySegment(sum, at, ORDER);
    b.intoMemorySegment(sum, at + VECTOR, ORDER);
    c.intoMemorySegment(sum, at + 2L * VECTOR, ORDER);
    d.intoMemorySegment(sum, at + 3L * VECTOR, ORDER);
  }

  private FloatVector load(long at) {
    return FloatVector.fromMemorySegment(SPECIES, tensors, at, ORDER);
  }

  private void addRest(long from) {
    for (long at = from; at < sum.byteSize(); at += Float.BYTES) {
      float total = tensors.get(ValueLayout.JAVA_FLOAT, at);
      for (int tensor = 1; tensor < count; tensor++) {
        total += tensors.get(ValueLayout.JAVA_FLOAT, tensor * distance + at);
      }
      sum.set(ValueLayout.JAVA_FLOAT, at, total);
    }
  }
}
