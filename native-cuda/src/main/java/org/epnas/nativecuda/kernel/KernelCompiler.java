package org.epnas.nativecuda.kernel;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.epnas.kernel.text.IoReason;

/**
 * Compiles kernel files by NVRTC, some 50 ms each, and keeps the results on disk. Machine code for
 * the device's own architecture: PTX of a newer compiler is refused by an older driver.
 * Thread-safe.
 */
public final class KernelCompiler {
  private static final Logger LOG = System.getLogger(KernelCompiler.class.getName());
  private static final String HEADERS = "headers-";

  private final int computeCapability;
  private final KernelFormat format;
  private final Path folder;
  private final KernelCache cache;
  private final String version;
  private final Consumer<String> remarks;

  /**
   * Warnings of the compiler are logged.
   *
   * @param computeCapability of the device, 90 for 9.0
   * @param folder where compiled kernels and the compiler's headers are kept; may be shared
   */
  public KernelCompiler(int computeCapability, KernelFormat format, Path folder) {
    this(computeCapability, format, folder, remarks -> LOG.log(Level.WARNING, remarks));
  }

  /**
   * @param remarks takes warnings; where it throws, nothing is kept
   */
  KernelCompiler(
      int computeCapability, KernelFormat format, Path folder, Consumer<String> remarks) {
    this.computeCapability = computeCapability;
    this.format = format;
    this.folder = folder.toAbsolutePath();
    this.cache = new KernelCache(this.folder);
    this.version = Nvrtc.version();
    this.remarks = remarks;
  }

  /** Version of the run-time compiler, for example {@code 13.3}. */
  public static String compilerVersion() {
    return Nvrtc.version();
  }

  /** The user's cache folder as the XDG base directory specification has it. */
  public static Path userFolder() {
    String cache = System.getenv("XDG_CACHE_HOME");
    Path base =
        cache == null || cache.isBlank()
            ? Path.of(System.getProperty("user.home"), ".cache")
            : Path.of(cache);
    return base.resolve("epnas").resolve("kernels");
  }

  /**
   * An image that the device's driver loads.
   *
   * @throws KernelCompileException if the source is wrong, with the compiler's log
   */
  public byte[] compile(KernelSource source) {
    List<String> options = new ArrayList<>();
    options.add("--gpu-architecture=" + format.architecture(computeCapability));
    options.add("--std=c++17");
    String key = KernelCache.key(parts(source, options));
    return cache.get(key).orElseGet(() -> build(source, options, key));
  }

  private byte[] build(KernelSource source, List<String> options, String key) {
    options.add("--include-path=" + headers());
    Nvrtc.Compiled compiled = Nvrtc.compile(source, options, format);
    if (!compiled.remarks().isEmpty()) {
      remarks.accept("Kernel file (%s): %s".formatted(source.name(), compiled.remarks()));
    }
    cache.put(key, compiled.image());
    return compiled.image();
  }

  private List<String> parts(KernelSource source, List<String> options) {
    List<String> parts = new ArrayList<>(List.of(version, source.name(), source.text()));
    source.headers().forEach((name, text) -> parts.addAll(List.of(name, text)));
    parts.addAll(options);
    return parts;
  }

  /** Headers of this version of the compiler, installed at their first use. */
  private synchronized Path headers() {
    Path headers = folder.resolve(HEADERS + version);
    try {
      if (!Files.exists(headers)) {
        Files.createDirectories(folder);
        Path part = Files.createTempDirectory(folder, "part");
        Nvrtc.installHeaders(part);
        publish(part, headers);
      }
      return headers;
    } catch (IOException e) {
      throw new UncheckedIOException(
          "Folder (%s) for compiled kernels cannot be written: %s. Maybe set XDG_CACHE_HOME to one that can."
              .formatted(folder, IoReason.of(e, folder)),
          e);
    }
  }

  /** Another process may have been faster: its folder has the same content. */
  private static void publish(Path part, Path headers) throws IOException {
    try {
      Files.move(part, headers);
    } catch (IOException e) {
      if (!Files.exists(headers)) {
        throw e;
      }
    }
  }
}
