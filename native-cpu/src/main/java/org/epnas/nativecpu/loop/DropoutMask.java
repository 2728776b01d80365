package org.epnas.nativecpu.loop;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import org.epnas.kernel.random.RandomStream;
import org.epnas.kernel.random.RandomStream.Purpose;
import org.epnas.nativecpu.openmp.ParallelLoop;

/**
 * Draws the mask of an inverted dropout: 0 with probability {@code rate}, else 1 / (1 - rate). The
 * random number of a value depends on its position in plain (N, C, H, W) order alone, so the mask
 * is the same on every backend.
 */
public final class DropoutMask implements ParallelLoop.Body {
  private final StepState state;

  /** (N, C, H, W) f32, row-major; overwritten. */
  private final MemorySegment mask;

  private final float rate;
  private final int stream;
  private final long seed;
  private final float[] uniforms;

  /**
   * @param stream number of the dropout in its program
   * @param seed of the run
   */
  public DropoutMask(StepState state, MemorySegment mask, double rate, int stream, long seed) {
    this.state = state;
    this.mask = mask;
    this.rate = (float) rate;
    this.stream = stream;
    this.seed = seed;
    this.uniforms = new float[Math.toIntExact(mask.byteSize() / Float.BYTES)];
  }

  @Override
  public void run(int part, int parts) {
    int from = (int) ((long) uniforms.length * part / parts);
    int to = (int) ((long) uniforms.length * (part + 1) / parts);
    RandomStream.fillUniform(
        uniforms, from, to - from, seed, Purpose.DROPOUT, stream, state.step());
    float kept = (float) (1 / (1 - (double) rate));
    for (int i = from; i < to; i++) {
      mask.setAtIndex(ValueLayout.JAVA_FLOAT, i, uniforms[i] >= rate ? kept : 0);
    }
  }
}
