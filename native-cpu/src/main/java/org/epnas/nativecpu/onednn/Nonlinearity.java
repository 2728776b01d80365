package org.epnas.nativecpu.onednn;

import org.bytedeco.dnnl.dnnl_post_ops;
import org.bytedeco.dnnl.dnnl_primitive_attr;
import org.bytedeco.dnnl.global.dnnl;

/** An element-wise function. */
public enum Nonlinearity {
  /** max(0, x). */
  RELU(dnnl.dnnl_eltwise_relu, dnnl.dnnl_eltwise_relu_use_dst_for_bwd, 0, 0, true),
  /** min(6, max(0, x)). */
  RELU6(dnnl.dnnl_eltwise_clip_v2, dnnl.dnnl_eltwise_clip_v2_use_dst_for_bwd, 0, 6, true),
  /** x * sigmoid(x). */
  SWISH(dnnl.dnnl_eltwise_swish, dnnl.dnnl_eltwise_swish, 1, 0, false);

  private final int forwardCode;
  private final int backwardCode;
  private final float alpha;
  private final float beta;
  private final boolean derivativeFromOutput;

  Nonlinearity(
      int forwardCode, int backwardCode, float alpha, float beta, boolean derivativeFromOutput) {
    this.forwardCode = forwardCode;
    this.backwardCode = backwardCode;
    this.alpha = alpha;
    this.beta = beta;
    this.derivativeFromOutput = derivativeFromOutput;
  }

  /**
   * Whether backward reads y (as {@link Argument#DESTINATION}) instead of x, so that y may replace
   * x in memory.
   */
  public boolean derivativeFromOutput() {
    return derivativeFromOutput;
  }

  /** y = f(x), both in one layout. */
  public PrimitiveDescriptor forward(OneDnn dnn, Descriptor x) {
    return dnn.require(
        "eltwise_forward",
        handle ->
            dnnl.dnnl_eltwise_forward_primitive_desc_create(
                handle,
                dnn.engine(),
                dnnl.dnnl_forward_training,
                forwardCode,
                x.handle(),
                x.handle(),
                alpha,
                beta,
                dnn.attributes()));
  }

  /** dx = f'(x) * dy, all in one layout. */
  public PrimitiveDescriptor backward(OneDnn dnn, Descriptor x, PrimitiveDescriptor forward) {
    return dnn.require(
        "eltwise_backward",
        handle ->
            dnnl.dnnl_eltwise_backward_primitive_desc_create(
                handle,
                dnn.engine(),
                backwardCode,
                x.handle(),
                x.handle(),
                x.handle(),
                alpha,
                beta,
                forward.handle(),
                dnn.attributes()));
  }

  /** Attributes that apply this function to a primitive's result before it is stored. */
  @SuppressWarnings("UnsafeFinalization") // an enum constant is never finalised
  dnnl_primitive_attr asPostOperation(OneDnn dnn) {
    dnnl_post_ops operations = new dnnl_post_ops();
    Status.check(dnnl.dnnl_post_ops_create(operations), "post_ops_create");
    dnn.handles().own(operations, dnnl::dnnl_post_ops_destroy);
    Status.check(
        dnnl.dnnl_post_ops_append_eltwise(operations, forwardCode, alpha, beta),
        "post_ops_append_eltwise");
    dnnl_primitive_attr attributes = dnn.newAttributes();
    Status.check(
        dnnl.dnnl_primitive_attr_set_post_ops(attributes, operations),
        "primitive_attr_set_post_ops");
    return attributes;
  }
}
