/**
 * Building blocks of small neural networks, forward and backward by hand, on the Vector API with a
 * plain-loop twin.
 *
 * <p>Conventions of the package: matrices are row-major {@code float} arrays whose shape is written
 * (rows, columns); sequences are time-major (steps, batch, features). A forward pass overwrites its
 * output; a backward pass <em>adds</em> to every gradient, of parameters and of inputs alike. Work
 * buffers are kept and grown, so a block serves one thread.
 */
@NullMarked
package org.epnas.policy.nn;

import org.jspecify.annotations.NullMarked;
