package org.epnas.nativecpu.norm;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import org.epnas.nativecpu.loop.StepState;

/**
 * Mean and variance of a batch normalisation.
 *
 * @param mean by channel, f32
 * @param variance by channel, f32
 * @param channels C
 */
public record BatchStatistics(MemorySegment mean, MemorySegment variance, int channels) {
  /** Tells {@code state} if one of them is NaN or infinite. */
  public void check(StepState state) {
    for (int c = 0; c < channels; c++) {
      if (!Float.isFinite(mean(c)) || !Float.isFinite(variance(c))) {
        state.diverge();
      }
    }
  }

  float mean(int c) {
    return mean.getAtIndex(ValueLayout.JAVA_FLOAT, c);
  }

  float variance(int c) {
    return variance.getAtIndex(ValueLayout.JAVA_FLOAT, c);
  }

  void set(int c, double newMean, double newVariance) {
    mean.setAtIndex(ValueLayout.JAVA_FLOAT, c, (float) newMean);
    variance.setAtIndex(ValueLayout.JAVA_FLOAT, c, (float) newVariance);
  }
}
