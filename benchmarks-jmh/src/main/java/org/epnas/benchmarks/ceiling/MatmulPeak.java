package org.epnas.benchmarks.ceiling;

import java.lang.foreign.Arena;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;
import org.epnas.nativecpu.memory.NativeMemory;
import org.epnas.nativecpu.onednn.Argument;
import org.epnas.nativecpu.onednn.Arguments;
import org.epnas.nativecpu.onednn.DataType;
import org.epnas.nativecpu.onednn.Descriptor;
import org.epnas.nativecpu.onednn.Layout;
import org.epnas.nativecpu.onednn.MatrixProduct;
import org.epnas.nativecpu.onednn.Memory;
import org.epnas.nativecpu.onednn.OneDnn;
import org.epnas.nativecpu.onednn.OneDnnLibrary;
import org.epnas.nativecpu.onednn.Primitive;
import org.epnas.nativecpu.onednn.PrimitiveDescriptor;
import org.epnas.nativecpu.openmp.OpenMp;
import org.epnas.nativecpu.openmp.Team;

/** oneDNN's product of two 512 x 512 matrices: what well-written code can do. */
final class MatmulPeak {
  private static final int SIDE = 512;

  /** Products in one repeat. */
  private static final int PRODUCTS = 40;

  private MatmulPeak() {}

  static double gflops(int threads, DataType type) {
    Optional<OpenMp> openMp = OneDnnLibrary.get().folder().flatMap(OpenMp::find);
    new Team(openMp, threads).enter();
    try (OneDnn dnn = OneDnn.open();
        Arena arena = Arena.ofShared();
        Buffers buffers = new Buffers(dnn)) {
      Descriptor rows = dnn.descriptor(type, Layout.PLAIN, SIDE, SIDE);
      Descriptor any = dnn.descriptor(type, Layout.ANY, SIDE, SIDE);
      PrimitiveDescriptor product = MatrixProduct.of(dnn, rows, any, Optional.empty(), rows);
      SequencedMap<Argument, Memory> memories = new LinkedHashMap<>();
      memories.put(Argument.SOURCE, buffers.zeros(rows));
      memories.put(Argument.WEIGHTS, buffers.zeros(product.weights()));
      memories.put(Argument.DESTINATION, buffers.zeros(rows));
      product.scratchpad().ifPresent(s -> memories.put(Argument.SCRATCHPAD, buffers.zeros(s)));
      Primitive primitive = dnn.primitive(product);
      Arguments arguments = Arguments.of(arena, memories);
      double seconds = Repeats.bestSeconds(1, _ -> run(primitive, arguments));
      return 2.0 * SIDE * SIDE * SIDE * PRODUCTS / seconds / 1e9;
    }
  }

  private static void run(Primitive primitive, Arguments arguments) {
    for (int i = 0; i < PRODUCTS; i++) {
      primitive.execute(arguments);
    }
  }

  /** Owns the matrices. */
  private static final class Buffers implements AutoCloseable {
    private final OneDnn dnn;
    private final List<NativeMemory> owned = new ArrayList<>();

    Buffers(OneDnn dnn) {
      this.dnn = dnn;
    }

    Memory zeros(Descriptor descriptor) {
      NativeMemory memory = NativeMemory.allocate(descriptor.bytes());
      owned.add(memory);
      memory.segment().fill((byte) 0);
      return dnn.memory(descriptor, memory.segment());
    }

    @Override
    public void close() {
      owned.forEach(NativeMemory::close);
    }
  }
}
