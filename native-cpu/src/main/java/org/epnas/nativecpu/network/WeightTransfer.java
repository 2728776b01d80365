package org.epnas.nativecpu.network;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SequencedMap;
import org.epnas.nativecpu.onednn.Argument;
import org.epnas.nativecpu.onednn.Arguments;
import org.epnas.nativecpu.onednn.DataType;
import org.epnas.nativecpu.onednn.Descriptor;
import org.epnas.nativecpu.onednn.Layout;
import org.epnas.nativecpu.onednn.Memory;
import org.epnas.nativecpu.onednn.OneDnn;
import org.epnas.nativecpu.onednn.Primitive;
import org.epnas.nativecpu.onednn.Reorder;
import org.epnas.nativecpu.step.Binding;
import org.epnas.nativecpu.step.View;

/** Copies parameters between their own layouts and row-major Java arrays. */
final class WeightTransfer {
  /** The reorders of one parameter, in both directions through a row-major buffer. */
  private record Route(
      MemorySegment buffer,
      Primitive out,
      Arguments outArguments,
      Primitive in,
      Arguments inArguments) {}

  private final OneDnn dnn;
  private final Arena arena;
  private final Binding binding;
  private final Map<View, Route> routes = new HashMap<>();

  /**
   * @param arena scope of the buffers
   */
  WeightTransfer(OneDnn dnn, Arena arena, Binding binding) {
    this.dnn = dnn;
    this.arena = arena;
    this.binding = binding;
  }

  /** Fills {@code values} with a parameter. */
  void read(View parameter, float[] values) {
    MemorySegment source = binding.segment(parameter);
    if (!isPlain(parameter)) {
      Route route = route(parameter);
      route.out().execute(route.outArguments());
      source = route.buffer();
    }
    MemorySegment.copy(source, ValueLayout.JAVA_FLOAT, 0, values, 0, values.length);
  }

  /** Sets a parameter. */
  void write(View parameter, float[] values) {
    MemorySegment whole = binding.segment(parameter);
    if (isPlain(parameter)) {
      MemorySegment.copy(values, 0, whole, ValueLayout.JAVA_FLOAT, 0, values.length);
      return;
    }
    Route route = route(parameter);
    MemorySegment.copy(values, 0, route.buffer(), ValueLayout.JAVA_FLOAT, 0, values.length);
    route.in().execute(route.inArguments());
  }

  private boolean isPlain(View parameter) {
    return parameter.descriptor().matches(plain(parameter));
  }

  private Descriptor plain(View parameter) {
    return dnn.descriptor(DataType.F32, Layout.PLAIN, parameter.descriptor().dimensions());
  }

  private Route route(View parameter) {
    return routes.computeIfAbsent(parameter, this::newRoute);
  }

  private Route newRoute(View parameter) {
    Descriptor plain = plain(parameter);
    Descriptor own = parameter.descriptor();
    MemorySegment buffer = arena.allocate(plain.bytes(), Float.BYTES);
    Memory there = binding.memory(parameter);
    Memory here = dnn.memory(plain, buffer);
    return new Route(
        buffer,
        dnn.primitive(Reorder.of(dnn, own, plain)),
        arguments(there, here),
        dnn.primitive(Reorder.of(dnn, plain, own)),
        arguments(here, there));
  }

  private Arguments arguments(Memory from, Memory to) {
    SequencedMap<Argument, Memory> memories = new LinkedHashMap<>();
    memories.put(Argument.SOURCE, from);
    memories.put(Argument.DESTINATION, to);
    return Arguments.of(arena, memories);
  }
}
