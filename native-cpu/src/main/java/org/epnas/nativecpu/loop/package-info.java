/**
 * Loops of our own over native memory that go through a batch or a tensor once: what oneDNN does
 * not have. They allocate nothing; {@code TensorSum} needs the Vector API. {@code StepState} is
 * what the running step was given.
 *
 * <table>
 * <caption>Which loop for what</caption>
 * <tr><th>work</th><th>loop</th></tr>
 * <tr><td>images of a batch into native memory</td><td>{@code ImageLoad}</td></tr>
 * <tr><td>mask of a dropout</td><td>{@code DropoutMask}</td></tr>
 * <tr><td>loss, its gradient, correct predictions</td><td>{@code CrossEntropy}</td></tr>
 * <tr><td>gradient of a bias</td><td>{@code BiasGradient}</td></tr>
 * <tr><td>partial sums of several slices or threads</td><td>{@code TensorSum}</td></tr>
 * <tr><td>bf16 weight gradients of kernels larger than the image</td>
 *     <td>{@code TapsOutsideImage}</td></tr>
 * <tr><td>search for NaN and infinity</td><td>{@code FiniteCheck}</td></tr>
 * </table>
 */
@NullMarked
package org.epnas.nativecpu.loop;

import org.jspecify.annotations.NullMarked;
