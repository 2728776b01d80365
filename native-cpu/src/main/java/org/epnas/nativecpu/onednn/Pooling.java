package org.epnas.nativecpu.onednn;

import org.bytedeco.dnnl.global.dnnl;

/** Maximum or mean over windows. */
public final class Pooling {
  /** What is taken of the values in a window. */
  public enum Kind {
    /** The largest; padding never wins. Its position is the workspace. */
    MAXIMUM(dnnl.dnnl_pooling_max),
    /** The mean of the values inside the image. */
    AVERAGE(dnnl.dnnl_pooling_avg_exclude_padding);

    private final int code;

    Kind(int code) {
      this.code = code;
    }
  }

  private final Kind kind;
  private final long[] window;
  private final long[] strides;
  private final long[] padding;
  private final long[] dilations = {0, 0};

  public Pooling(Kind kind, int height, int width, int stride, int padding) {
    this.kind = kind;
    this.window = new long[] {height, width};
    this.strides = new long[] {stride, stride};
    this.padding = new long[] {padding, padding};
  }

  public PrimitiveDescriptor forward(OneDnn dnn, Descriptor x, Descriptor y) {
    return dnn.require(
        "pooling_forward",
        handle ->
            dnnl.dnnl_pooling_forward_primitive_desc_create(
                handle,
                dnn.engine(),
                dnnl.dnnl_forward_training,
                kind.code,
                x.handle(),
                y.handle(),
                strides,
                window,
                dilations,
                padding,
                padding,
                dnn.attributes()));
  }

  public PrimitiveDescriptor backward(
      OneDnn dnn, Descriptor dx, Descriptor dy, PrimitiveDescriptor forward) {
    return dnn.require(
        "pooling_backward",
        handle ->
            dnnl.dnnl_pooling_backward_primitive_desc_create(
                handle,
                dnn.engine(),
                kind.code,
                dx.handle(),
                dy.handle(),
                strides,
                window,
                dilations,
                padding,
                padding,
                forward.handle(),
                dnn.attributes()));
  }
}
