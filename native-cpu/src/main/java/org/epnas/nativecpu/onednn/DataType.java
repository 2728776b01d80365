package org.epnas.nativecpu.onednn;

import org.bytedeco.dnnl.global.dnnl;

/** Element type of a tensor. */
public enum DataType {
  F32(dnnl.dnnl_f32, Float.BYTES),
  BF16(dnnl.dnnl_bf16, Short.BYTES);

  private final int code;
  private final int bytes;

  DataType(int code, int bytes) {
    this.code = code;
    this.bytes = bytes;
  }

  int code() {
    return code;
  }

  /** Bytes of one element. */
  public int bytes() {
    return bytes;
  }
}
