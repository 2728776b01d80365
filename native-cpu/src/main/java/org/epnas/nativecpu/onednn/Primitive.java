package org.epnas.nativecpu.onednn;

import org.bytedeco.dnnl.dnnl_primitive;
import org.bytedeco.dnnl.dnnl_stream;
import org.bytedeco.dnnl.global.dnnl;

/** Compiled code of one operation. */
public final class Primitive {
  private final dnnl_primitive handle;
  private final dnnl_stream stream;

  Primitive(dnnl_primitive handle, dnnl_stream stream) {
    this.handle = handle;
    this.stream = stream;
  }

  /** Runs it to the end: streams of the processor are synchronous. Allocates nothing. */
  public void execute(Arguments arguments) {
    Status.check(
        dnnl.dnnl_primitive_execute(handle, stream, arguments.count(), arguments.handle()),
        "primitive_execute");
  }
}
