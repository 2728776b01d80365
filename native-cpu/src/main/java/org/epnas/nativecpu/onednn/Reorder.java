package org.epnas.nativecpu.onednn;

import org.bytedeco.dnnl.global.dnnl;

/** Copies a tensor into another layout or element type. */
public final class Reorder {
  private Reorder() {}

  public static PrimitiveDescriptor of(OneDnn dnn, Descriptor from, Descriptor to) {
    return dnn.require(
        "reorder",
        handle ->
            dnnl.dnnl_reorder_primitive_desc_create(
                handle, from.handle(), dnn.engine(), to.handle(), dnn.engine(), dnn.attributes()));
  }
}
