package org.epnas.app.selftest;

import org.epnas.nativecuda.Arithmetic;
import org.epnas.nativecuda.library.AlgorithmChoice;

/**
 * What cuDNN chose for a convolution.
 *
 * @param convolution kernel, stride and shapes
 * @param pass forward, data gradient or weight gradient
 * @param algorithm as cuDNN's documentation calls it
 * @param math whether and how factors are rounded
 * @param workspaceBytes scratch memory
 * @param deterministic whether a repeat gives the same bits
 */
public record AlgorithmRow(
    Arithmetic arithmetic,
    String convolution,
    String pass,
    String algorithm,
    String math,
    long workspaceBytes,
    boolean deterministic) {
  static AlgorithmRow of(Arithmetic arithmetic, AlgorithmChoice choice) {
    return new AlgorithmRow(
        arithmetic,
        choice.shape().toString(),
        choice.pass().title(),
        choice.pass().algorithmName(choice.algorithm().number()),
        choice.algorithm().mathName(),
        choice.algorithm().workspaceBytes(),
        choice.algorithm().deterministic());
  }

  boolean good() {
    return deterministic || !arithmetic.deterministic();
  }
}
