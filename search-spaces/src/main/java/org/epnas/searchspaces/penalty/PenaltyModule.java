package org.epnas.searchspaces.penalty;

import dagger.Module;
import dagger.Provides;
import dagger.multibindings.IntoMap;
import dagger.multibindings.StringKey;
import org.epnas.kernel.constraint.ConstraintPenalty;

/**
 * Contributes the penalties {@code exponential} (default), {@code weighted-sum} and {@code
 * mnasnet}.
 */
@Module
public interface PenaltyModule {
  @Provides
  @IntoMap
  @StringKey("exponential")
  static ConstraintPenalty exponential() {
    return new ExponentialPenalty(ExponentialPenalty.DEFAULT_BASE);
  }

  @Provides
  @IntoMap
  @StringKey("weighted-sum")
  static ConstraintPenalty weightedSum() {
    return new WeightedSumPenalty(WeightedSumPenalty.DEFAULT_WEIGHT);
  }

  @Provides
  @IntoMap
  @StringKey("mnasnet")
  static ConstraintPenalty mnasNet() {
    return new MnasNetPenalty(MnasNetPenalty.DEFAULT_EXPONENT);
  }
}
