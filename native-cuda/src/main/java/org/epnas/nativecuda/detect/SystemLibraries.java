package org.epnas.nativecuda.detect;

import java.lang.foreign.Arena;
import java.lang.foreign.SymbolLookup;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** Libraries where the system's loader, or the toolkit's installer, has them. */
@SuppressWarnings("restricted") // loads native code
final class SystemLibraries implements NativeLibraries {
  /** Where JavaCPP looks, too. */
  private static final List<Path> TOOLKIT =
      List.of(Path.of("/usr/local/cuda/lib64"), Path.of("/usr/local/cuda-13/lib64"));

  @Override
  public Optional<SymbolLookup> open(String file) {
    return load(file)
        .or(() ->
            TOOLKIT.stream()
                .map(folder -> folder.resolve(file))
                .filter(Files::exists)
                .findFirst()
                .flatMap(found -> load(found.toString())));
  }

  private static Optional<SymbolLookup> load(String nameOrPath) {
    try {
      return Optional.of(SymbolLookup.libraryLookup(nameOrPath, Arena.global()));
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }
}
