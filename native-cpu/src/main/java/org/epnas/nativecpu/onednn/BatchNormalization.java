package org.epnas.nativecpu.onednn;

import org.bytedeco.dnnl.global.dnnl;

/**
 * Batch normalisation with scale and shift, and the ReLU that may follow it in the same pass.
 *
 * @param relu whether max(0, y) is applied to the output; its mask is the workspace
 * @param epsilon added to the variance
 */
public record BatchNormalization(boolean relu, float epsilon) {
  /** Computes and returns the batch's mean and biased variance. */
  public PrimitiveDescriptor training(OneDnn dnn, Descriptor x) {
    return forward(dnn, x, dnnl.dnnl_forward_training, flags());
  }

  /** Uses the given mean and variance. */
  public PrimitiveDescriptor evaluation(OneDnn dnn, Descriptor x) {
    int flags = flags() | dnnl.dnnl_use_global_stats;
    return forward(dnn, x, dnnl.dnnl_forward_inference, flags);
  }

  private PrimitiveDescriptor forward(OneDnn dnn, Descriptor x, int kind, int flags) {
    return dnn.require(
        "batch_normalization_forward",
        handle ->
            dnnl.dnnl_batch_normalization_forward_primitive_desc_create(
                handle,
                dnn.engine(),
                kind,
                x.handle(),
                x.handle(),
                epsilon,
                flags,
                dnn.attributes()));
  }

  /** Gradients of x, scale and shift. The gradient of x may replace that of y. */
  public PrimitiveDescriptor backward(OneDnn dnn, Descriptor x, PrimitiveDescriptor training) {
    return dnn.require(
        "batch_normalization_backward",
        handle ->
            dnnl.dnnl_batch_normalization_backward_primitive_desc_create(
                handle,
                dnn.engine(),
                dnnl.dnnl_backward,
                x.handle(),
                x.handle(),
                x.handle(),
                epsilon,
                flags(),
                training.handle(),
                dnn.attributes()));
  }

  private int flags() {
    int affine = dnnl.dnnl_use_scale | dnnl.dnnl_use_shift;
    return relu ? affine | dnnl.dnnl_fuse_norm_relu : affine;
  }
}
