package org.epnas.nativecpu.step;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.HashMap;
import java.util.Map;
import org.epnas.nativecpu.onednn.Memory;
import org.epnas.nativecpu.onednn.OneDnn;

/** Addresses of regions and tensors in the arena. */
public final class Binding {
  private final OneDnn dnn;
  private final Arena arena;
  private final Map<Region, MemorySegment> segments;
  private final Map<View, Memory> memories = new HashMap<>();

  Binding(OneDnn dnn, Arena arena, Map<Region, MemorySegment> segments) {
    this.dnn = dnn;
    this.arena = arena;
    this.segments = segments;
  }

  /** Scope of argument arrays and entry points. */
  public Arena arena() {
    return arena;
  }

  public MemorySegment segment(Region region) {
    MemorySegment segment = segments.get(region);
    if (segment == null) {
      throw new IllegalStateException("Region (" + region.name() + ") is used by no step");
    }
    return segment;
  }

  /** The bytes of a tensor, its layout's padding included. */
  public MemorySegment segment(View view) {
    return segment(view.region()).asSlice(view.offset(), view.descriptor().bytes());
  }

  public Memory memory(View view) {
    return memories.computeIfAbsent(
        view, v -> dnn.memory(v.descriptor(), segment(v.region()).asSlice(v.offset())));
  }
}
