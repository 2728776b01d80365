/**
 * Gradients of depthwise convolutions by loops of our own, over native memory, for shapes that
 * oneDNN has no fast kernel for. They need the Vector API, work on one vector of channels at a time
 * and allocate nothing while they run. K is the kernel's side; "in place" reads f32 tensors where
 * they lie, "packed" copies a vector of channels into an array with a margin first.
 *
 * <table>
 * <caption>Which loop for which shape</caption>
 * <tr><th>gradient of</th><th>stride</th><th>shape and layout</th><th>loop</th></tr>
 * <tr><td>weights</td><td>1</td><td>K = 3 or 5 without dilation, padding K / 2, an even width, f32
 *     in planes of one vector of channels</td><td>{@code WeightGradientRowInPlaceStride1}</td></tr>
 * <tr><td>weights</td><td>2</td><td>K = 5 without dilation, padding 2, a width of 4n, f32 in planes
 *     of one vector of channels</td>
 *     <td>{@code WeightGradientRowInPlaceStride2}</td></tr>
 * <tr><td>weights</td><td>1</td><td>K = 3 or 5 without dilation, any other layout or bf16</td>
 *     <td>{@code WeightGradientRowPackedStride1}</td></tr>
 * <tr><td>weights</td><td>any</td><td>K = 3, 5 or 7, everything else</td>
 *     <td>{@code WeightGradientRowPacked}</td></tr>
 * <tr><td>input</td><td>2</td><td>K = 3, 5 or 7 without dilation, padding K / 2, f32</td>
 *     <td>{@code DataGradientRowStride2}</td></tr>
 * <tr><td>input</td><td>1</td><td>padding that keeps the size</td>
 *     <td>oneDNN's forward kernel on weights turned by {@code KernelFlip}</td></tr>
 * <tr><td>both</td><td>1</td><td>dilation above 1</td>
 *     <td>oneDNN's dense kernels on the phases that {@code PhaseSplit} makes</td></tr>
 * </table>
 */
@NullMarked
package org.epnas.nativecpu.depthwise;

import org.jspecify.annotations.NullMarked;
