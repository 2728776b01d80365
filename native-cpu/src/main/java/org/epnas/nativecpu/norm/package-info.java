/**
 * Batch normalisation by loops of our own, together with an addition and an activation that clips,
 * over tensors that lie in planes of one vector of channels. They need the Vector API and allocate
 * nothing while they run. {@code Bf16NormPlanes} has the loops for bf16, over an even number of
 * pixels; those for f32 are in the classes below.
 *
 * <table>
 * <caption>Which loop for which part</caption>
 * <tr><th>part</th><th>loop</th></tr>
 * <tr><td>mean and variance of the batch</td><td>{@code NormMoments}</td></tr>
 * <tr><td>moving the running statistics</td><td>{@code RunningStatistics}</td></tr>
 * <tr><td>forward, in training and in evaluation</td><td>{@code NormForward}</td></tr>
 * <tr><td>backward: gradients of scale and shift</td><td>{@code NormSums}</td></tr>
 * <tr><td>backward: gradient of the input, after them</td><td>{@code NormGradient}</td></tr>
 * </table>
 */
@NullMarked
package org.epnas.nativecpu.norm;

import org.jspecify.annotations.NullMarked;
