package org.epnas.nativecpu.onednn;

import org.bytedeco.dnnl.dnnl_memory;

/** A tensor at an address. */
public final class Memory {
  private final dnnl_memory handle;

  Memory(dnnl_memory handle) {
    this.handle = handle;
  }

  dnnl_memory handle() {
    return handle;
  }
}
