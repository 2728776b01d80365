package org.epnas.nativecpu.onednn;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.List;
import org.bytedeco.dnnl.dnnl_memory_desc;
import org.bytedeco.dnnl.dnnl_primitive_desc;
import org.bytedeco.dnnl.global.dnnl;
import org.bytedeco.javacpp.PointerPointer;

/** Channels of several image tensors one after another. */
public final class Concatenation {
  private static final int CHANNEL_AXIS = 1;

  private Concatenation() {}

  public static PrimitiveDescriptor of(OneDnn dnn, List<Descriptor> sources, Descriptor whole) {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment array = arena.allocate(ValueLayout.ADDRESS, sources.size());
      for (int i = 0; i < sources.size(); i++) {
        long address = sources.get(i).handle().address();
        array.setAtIndex(ValueLayout.ADDRESS, i, MemorySegment.ofAddress(address));
      }
      MemorySegment result = arena.allocate(ValueLayout.ADDRESS);
      create(dnn, array, sources.size(), whole, result);
      MemorySegment address = result.get(ValueLayout.ADDRESS, 0);
      return dnn.adopt(new dnnl_primitive_desc(new Address(address)));
    }
  }

  /** The function's variant with pointers to pointers: the other one can pass one source only. */
  private static void create(
      OneDnn dnn, MemorySegment sources, int count, Descriptor whole, MemorySegment result) {
    Status.check(
        dnnl.dnnl_concat_primitive_desc_create(
            new PointerPointer<dnnl_primitive_desc>(new Address(result)),
            dnn.engine(),
            whole.handle(),
            count,
            CHANNEL_AXIS,
            new PointerPointer<dnnl_memory_desc>(new Address(sources)),
            dnn.attributes()),
        "concat");
  }
}
