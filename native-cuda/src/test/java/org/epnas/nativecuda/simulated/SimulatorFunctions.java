package org.epnas.nativecuda.simulated;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.SymbolLookup;
import java.lang.invoke.MethodHandle;
import java.nio.file.Path;
import java.util.List;

/** Loads the simulated libraries, and calls the functions that only they have. */
@SuppressWarnings("restricted") // loads native code
final class SimulatorFunctions {
  /** In the order in which they need each other. */
  private static final List<String> LIBRARIES =
      List.of(
          "libcuda.so.1",
          "libcudart.so.13",
          "libcublas.so.13",
          "libcublasLt.so.13",
          "libcudnn_graph.so.9",
          "libcudnn_ops.so.9",
          "libcudnn_cnn.so.9",
          "libcudnn_adv.so.9");

  private final SymbolLookup driver;

  private SimulatorFunctions(SymbolLookup driver) {
    this.driver = driver;
  }

  /**
   * From now on whoever in this process asks for one of the libraries by name gets the simulated
   * one.
   */
  static SimulatorFunctions load(Path folder) {
    LIBRARIES.forEach(name -> library(folder, name));
    return new SimulatorFunctions(library(folder, LIBRARIES.getFirst()));
  }

  private static SymbolLookup library(Path folder, String name) {
    return SymbolLookup.libraryLookup(folder.resolve(name), Arena.global());
  }

  MethodHandle procedure(String name, MemoryLayout... parameters) {
    return handle(name, FunctionDescriptor.ofVoid(parameters));
  }

  MethodHandle longFunction(String name, MemoryLayout... parameters) {
    return handle(name, FunctionDescriptor.of(JAVA_LONG, parameters));
  }

  MethodHandle intFunction(String name, MemoryLayout... parameters) {
    return handle(name, FunctionDescriptor.of(JAVA_INT, parameters));
  }

  static MemoryLayout pointer() {
    return ADDRESS;
  }

  private MethodHandle handle(String name, FunctionDescriptor descriptor) {
    return Linker.nativeLinker().downcallHandle(driver.findOrThrow(name), descriptor);
  }
}
