package org.epnas.nativecpu;

/**
 * How long one step of a training step takes.
 *
 * @param step for example {@code backward data Convolution of (stem), op 0}
 * @param code name of oneDNN's implementation, for example {@code jit:avx2}, or {@code java}
 * @param operandBytes bytes that it reads and writes: the least traffic to memory if nothing is in
 *     a cache
 * @param medianMicros median of its repeats in microseconds
 */
public record StepTime(String step, String code, long operandBytes, double medianMicros) {}
