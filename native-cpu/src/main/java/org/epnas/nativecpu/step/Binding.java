package org.epnas.nativecpu.step;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.epnas.nativecpu.onednn.Descriptor;
import org.epnas.nativecpu.onednn.Memory;
import org.epnas.nativecpu.onednn.OneDnn;
import org.epnas.nativecpu.onednn.Stream;
import org.epnas.nativecpu.openmp.Team;

/** Addresses of regions and tensors in the arena. */
public final class Binding {
  private final OneDnn dnn;
  private final Team team;
  private final Arena arena;
  private final Map<Region, MemorySegment> segments;
  private final Map<View, Memory> memories = new HashMap<>();
  private final Map<View, Memory[]> slices = new HashMap<>();
  private final List<Stream> streams = new ArrayList<>();

  Binding(OneDnn dnn, Team team, Arena arena, Map<Region, MemorySegment> segments) {
    this.dnn = dnn;
    this.team = team;
    this.arena = arena;
    this.segments = segments;
    for (int worker = 0; worker < team.threads(); worker++) {
      streams.add(dnn.newStream());
    }
  }

  OneDnn dnn() {
    return dnn;
  }

  Team team() {
    return team;
  }

  /** A stream for each of the team's threads. */
  List<Stream> streams() {
    return streams;
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
    return memories.computeIfAbsent(view, v -> memory(v.region(), v.offset(), v.descriptor()));
  }

  /** A tensor somewhere in a region. */
  Memory memory(Region region, long offset, Descriptor descriptor) {
    return dnn.memory(descriptor, segment(region).asSlice(offset));
  }

  /**
   * The slices of a tensor.
   *
   * @param slice descriptor of each
   * @param bytes from one to the next
   */
  Memory[] slices(View view, Descriptor slice, long bytes, int count) {
    return slices.computeIfAbsent(
        view,
        v -> {
          Memory[] each = new Memory[count];
          for (int i = 0; i < count; i++) {
            each[i] = memory(v.region(), v.offset() + i * bytes, slice);
          }
          return each;
        });
  }
}
