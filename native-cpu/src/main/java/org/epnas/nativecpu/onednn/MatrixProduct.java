package org.epnas.nativecpu.onednn;

import java.util.Optional;
import org.bytedeco.dnnl.dnnl_memory_desc;
import org.bytedeco.dnnl.global.dnnl;
import org.jspecify.annotations.Nullable;

/** c = a b, with an optional bias row added. */
public final class MatrixProduct {
  private MatrixProduct() {}

  public static PrimitiveDescriptor of(
      OneDnn dnn, Descriptor a, Descriptor b, Optional<Descriptor> bias, Descriptor c) {
    @Nullable dnnl_memory_desc biasHandle = bias.map(Descriptor::handle).orElse(null);
    return dnn.require(
        "matmul",
        handle ->
            dnnl.dnnl_matmul_primitive_desc_create(
                handle,
                dnn.engine(),
                a.handle(),
                b.handle(),
                biasHandle,
                c.handle(),
                dnn.attributes()));
  }
}
