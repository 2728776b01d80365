package org.epnas.nativecuda;

import org.epnas.training.backend.Precision;
import org.epnas.training.conformance.Tolerance;

/** How matrix products and convolutions on a GPU treat their factors. */
public enum Arithmetic {
  /** All digits of fp32: {@code --precision fp32}. */
  FP32(Precision.FP32, true, Tolerance.FP32),

  /**
   * fp32 whose factors may be rounded to TF32, 11 significant bits: {@code --mode fast}. Such a
   * factor is eight times as fine as one of bf16, and sums are of fp32; nothing else is rounded.
   */
  TF32(Precision.FP32, false, new Tolerance(2e-2, 5e-3, 1)),

  /** {@code --precision bf16}. */
  BF16(Precision.BF16, true, Tolerance.BF16_ROUNDED_OPERANDS);

  private final Precision precision;
  private final boolean deterministic;
  private final Tolerance tolerance;

  Arithmetic(Precision precision, boolean deterministic, Tolerance tolerance) {
    this.precision = precision;
    this.deterministic = deterministic;
    this.tolerance = tolerance;
  }

  public Precision precision() {
    return precision;
  }

  /** Whether programs are compiled so that a repeat gives the same bits. */
  public boolean deterministic() {
    return deterministic;
  }

  /** How far a training step's numbers may be from the reference backend's. */
  public Tolerance tolerance() {
    return tolerance;
  }
}
