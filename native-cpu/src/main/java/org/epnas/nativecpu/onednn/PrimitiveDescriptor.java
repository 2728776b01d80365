package org.epnas.nativecpu.onednn;

import java.util.Optional;
import org.bytedeco.dnnl.dnnl_memory_desc;
import org.bytedeco.dnnl.dnnl_primitive_desc;
import org.bytedeco.dnnl.global.dnnl;

/** An implementation that oneDNN chose for an operation, and the layouts that it wants. */
public final class PrimitiveDescriptor {
  private final OneDnn owner;
  private final dnnl_primitive_desc handle;

  PrimitiveDescriptor(OneDnn owner, dnnl_primitive_desc handle) {
    this.owner = owner;
    this.handle = handle;
  }

  dnnl_primitive_desc handle() {
    return handle;
  }

  /** Name of the implementation, for example {@code jit:avx2}. */
  public String implementation() {
    return Query.string(
        result -> dnnl.dnnl_primitive_desc_query(handle, dnnl.dnnl_query_impl_info_str, 0, result));
  }

  /** Kinds of implementations, the fastest first. */
  public enum Speed {
    /** A kernel generated for the shape. */
    GENERATED,
    /** Unrolled to a matrix product: several times slower. */
    MATRIX_PRODUCT,
    /** A plain loop: up to 100 times slower. */
    PLAIN_LOOP;

    /**
     * @param implementation a name that oneDNN gave
     */
    public static Speed of(String implementation) {
      if (implementation.startsWith("ref")) {
        return PLAIN_LOOP;
      }
      boolean unrolled =
          implementation.startsWith("gemm:") || implementation.startsWith("x64:gemm:");
      return unrolled ? MATRIX_PRODUCT : GENERATED;
    }
  }

  /** What kind of implementation it is, judged by its name. */
  public Speed speed() {
    return Speed.of(implementation());
  }

  /** Whether it is worth a reorder to avoid this implementation. */
  public boolean isSlow() {
    return speed() != Speed.GENERATED;
  }

  /** Whether the implementation uses the processor's matrix unit (Intel AMX). */
  public boolean usesMatrixUnit() {
    return implementation().contains("amx");
  }

  /** Whether the implementation is made for depthwise convolutions. */
  public boolean isDepthwise() {
    return implementation().startsWith("jit_dw");
  }

  public Descriptor source() {
    return queried(dnnl.dnnl_query_src_md);
  }

  public Descriptor weights() {
    return queried(dnnl.dnnl_query_weights_md);
  }

  public Descriptor destination() {
    return queried(dnnl.dnnl_query_dst_md);
  }

  public Descriptor sourceGradient() {
    return queried(dnnl.dnnl_query_diff_src_md);
  }

  public Descriptor weightsGradient() {
    return queried(dnnl.dnnl_query_diff_weights_md);
  }

  public Descriptor destinationGradient() {
    return queried(dnnl.dnnl_query_diff_dst_md);
  }

  /** What forward leaves for backward; empty if nothing. */
  public Optional<Descriptor> workspace() {
    return optional(dnnl.dnnl_query_workspace_md);
  }

  /** Memory that the primitive uses while it runs; empty if none. */
  public Optional<Descriptor> scratchpad() {
    return optional(dnnl.dnnl_query_scratchpad_md);
  }

  private Optional<Descriptor> optional(int what) {
    dnnl_memory_desc found = dnnl.dnnl_primitive_desc_query_md(handle, what, 0);
    if (found == null || dnnl.dnnl_memory_desc_get_size(found) == 0) {
      return Optional.empty();
    }
    return Optional.of(owner.copy(found));
  }

  private Descriptor queried(int what) {
    return owner.copy(dnnl.dnnl_primitive_desc_query_md(handle, what, 0));
  }
}
