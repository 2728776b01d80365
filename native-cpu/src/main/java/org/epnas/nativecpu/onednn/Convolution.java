package org.epnas.nativecpu.onednn;

import java.util.Optional;
import org.bytedeco.dnnl.dnnl_primitive_attr;
import org.bytedeco.dnnl.global.dnnl;

/**
 * Cross-correlation without bias: the geometry, from which forward and the two backward passes are
 * asked for. Any descriptor may have {@link Layout#ANY}.
 */
public final class Convolution {
  private final long[] strides;
  private final long[] dilations;
  private final long[] padding;

  /**
   * @param dilation distance of neighbouring taps, 1 for a dense kernel
   */
  public Convolution(int stride, int padding, int dilation) {
    this.strides = new long[] {stride, stride};
    this.dilations = new long[] {dilation - 1, dilation - 1};
    this.padding = new long[] {padding, padding};
  }

  /** y = w * x. Empty where the library cannot. */
  public Optional<PrimitiveDescriptor> forward(
      OneDnn dnn, Descriptor x, Descriptor w, Descriptor y) {
    return forward(dnn, x, w, y, dnn.attributes());
  }

  /** y = y + w * x. Empty where the library cannot. */
  public Optional<PrimitiveDescriptor> accumulate(
      OneDnn dnn, Descriptor x, Descriptor w, Descriptor y) {
    return forward(dnn, x, w, y, dnn.accumulatingAttributes());
  }

  private Optional<PrimitiveDescriptor> forward(
      OneDnn dnn, Descriptor x, Descriptor w, Descriptor y, dnnl_primitive_attr attributes) {
    return dnn.find(
        "convolution_forward",
        handle ->
            dnnl.dnnl_convolution_forward_primitive_desc_create(
                handle,
                dnn.engine(),
                dnnl.dnnl_forward_training,
                dnnl.dnnl_convolution_direct,
                x.handle(),
                w.handle(),
                null,
                y.handle(),
                strides,
                dilations,
                padding,
                padding,
                attributes));
  }

  /** Gradient of x from the gradient of y. Empty where the library cannot. */
  public Optional<PrimitiveDescriptor> backwardData(
      OneDnn dnn, Descriptor dx, Descriptor w, Descriptor dy, PrimitiveDescriptor forward) {
    return dnn.find(
        "convolution_backward_data",
        handle ->
            dnnl.dnnl_convolution_backward_data_primitive_desc_create(
                handle,
                dnn.engine(),
                dnnl.dnnl_convolution_direct,
                dx.handle(),
                w.handle(),
                dy.handle(),
                strides,
                dilations,
                padding,
                padding,
                forward.handle(),
                dnn.attributes()));
  }

  /** Gradient of w from x and the gradient of y. Empty where the library cannot. */
  public Optional<PrimitiveDescriptor> backwardWeights(
      OneDnn dnn, Descriptor x, Descriptor dw, Descriptor dy, PrimitiveDescriptor forward) {
    return dnn.find(
        "convolution_backward_weights",
        handle ->
            dnnl.dnnl_convolution_backward_weights_primitive_desc_create(
                handle,
                dnn.engine(),
                dnnl.dnnl_convolution_direct,
                x.handle(),
                dw.handle(),
                null,
                dy.handle(),
                strides,
                dilations,
                padding,
                padding,
                forward.handle(),
                dnn.attributes()));
  }
}
