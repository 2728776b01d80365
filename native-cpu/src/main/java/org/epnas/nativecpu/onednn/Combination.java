package org.epnas.nativecpu.onednn;

import java.util.Optional;
import org.bytedeco.dnnl.global.dnnl;

/** Element-wise functions of two tensors of one layout; the result may replace either. */
public enum Combination {
  SUM(dnnl.dnnl_binary_add),
  PRODUCT(dnnl.dnnl_binary_mul);

  private final int code;

  Combination(int code) {
    this.code = code;
  }

  public PrimitiveDescriptor of(OneDnn dnn, Descriptor tensor) {
    return of(dnn, tensor, Optional.empty());
  }

  /**
   * @param then applied to the result before it is stored
   */
  public PrimitiveDescriptor of(OneDnn dnn, Descriptor tensor, Optional<Nonlinearity> then) {
    var attributes = then.map(f -> f.asPostOperation(dnn)).orElse(dnn.attributes());
    return dnn.require(
        "binary",
        handle ->
            dnnl.dnnl_binary_primitive_desc_create(
                handle,
                dnn.engine(),
                code,
                tensor.handle(),
                tensor.handle(),
                tensor.handle(),
                attributes));
  }
}
