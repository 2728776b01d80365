package org.epnas.nativecpu.onednn;

import org.bytedeco.dnnl.dnnl_stream;

/** Where primitives run one after the other. Belongs to one thread at a time. */
public final class Stream {
  private final dnnl_stream handle;

  Stream(dnnl_stream handle) {
    this.handle = handle;
  }

  dnnl_stream handle() {
    return handle;
  }
}
