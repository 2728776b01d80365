package org.epnas.training.backend;

/**
 * Number format of activations and of the weights that convolutions read. Master weights,
 * statistics and losses are always fp32.
 */
public enum Precision {
  FP32,
  BF16
}
