package org.epnas.nativecuda.detect;

import java.lang.foreign.SymbolLookup;
import java.util.Optional;

/** Shared libraries by file name. */
interface NativeLibraries {
  /** Loads a library for as long as the JVM runs; empty where it is not found. */
  Optional<SymbolLookup> open(String file);
}
