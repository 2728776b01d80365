package org.epnas.nativecpu.network;

/** One op of a program, or two that run as one. Adds its steps to the network. */
interface Emitter {
  /** Index of the op, the first one of two; names the emitter in messages. */
  int op();

  /** The tensor that the emitter gives. */
  int output();

  /** Adds the forward steps. */
  void forward();

  /** Adds the backward steps; the gradient of the output is complete. */
  void backward();
}
