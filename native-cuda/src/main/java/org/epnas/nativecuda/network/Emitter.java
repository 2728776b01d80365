package org.epnas.nativecuda.network;

/** Ops that run together. */
interface Emitter {
  /** Index of the op that errors and checks name. */
  int op();

  /** The tensor that it writes. */
  int output();

  /** Adds the steps of both passes that compute the output. */
  void forward();

  /**
   * Adds the steps that compute the gradients of parameters and inputs. Called in the opposite
   * order of {@link #forward}, for emitters with a gradient.
   */
  void backward();
}
