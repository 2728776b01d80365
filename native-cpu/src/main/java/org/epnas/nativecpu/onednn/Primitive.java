package org.epnas.nativecpu.onednn;

import org.bytedeco.dnnl.dnnl_primitive;
import org.bytedeco.dnnl.global.dnnl;

/** Compiled code of one operation. */
public final class Primitive {
  private final dnnl_primitive handle;
  private final Stream stream;

  Primitive(dnnl_primitive handle, Stream stream) {
    this.handle = handle;
    this.stream = stream;
  }

  /** Runs it to the end: streams of the processor are synchronous. Allocates nothing. */
  public void execute(Arguments arguments) {
    execute(arguments, stream);
  }

  /** As {@link #execute(Arguments)}, on the stream of the calling thread. */
  public void execute(Arguments arguments, Stream own) {
    Status.check(
        dnnl.dnnl_primitive_execute(handle, own.handle(), arguments.count(), arguments.handle()),
        "primitive_execute");
  }
}
