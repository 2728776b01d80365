package org.epnas.nativecpu.onednn;

import java.nio.file.Path;
import java.util.Optional;
import org.bytedeco.dnnl.dnnl_version_t;
import org.bytedeco.dnnl.global.dnnl;
import org.bytedeco.javacpp.Loader;
import org.epnas.nativecpu.openmp.WaitPolicy;

/**
 * The native library: loaded once, on first use.
 *
 * @param available whether it was loaded
 * @param reason why not; empty where available
 * @param version for example {@code 3.13.0}; empty where not available
 * @param instructionSet the newest one that the library uses on this processor
 * @param folder where the native libraries lie, the OpenMP runtime among them
 */
public record OneDnnLibrary(
    boolean available,
    String reason,
    String version,
    String instructionSet,
    Optional<Path> folder) {
  /**
   * Compiled primitives that the library keeps, enough for some hundred candidate networks: most of
   * their layers were met before. The default of 1024 is ten networks.
   */
  private static final int CACHED_PRIMITIVES = 16_384;

  private static final class Holder {
    static final OneDnnLibrary LIBRARY = load();
  }

  public static OneDnnLibrary get() {
    return Holder.LIBRARY;
  }

  private static OneDnnLibrary load() {
    String platform = Loader.getPlatform();
    try {
      WaitPolicy.limitSpinning();
      String file = Loader.load(dnnl.class);
      Status.check(
          dnnl.dnnl_set_primitive_cache_capacity(CACHED_PRIMITIVES),
          "set_primitive_cache_capacity");
      dnnl_version_t version = dnnl.dnnl_version();
      return new OneDnnLibrary(
          true,
          "",
          version.major() + "." + version.minor() + "." + version.patch(),
          InstructionSet.name(dnnl.dnnl_get_effective_cpu_isa()),
          Optional.ofNullable(file).map(name -> Path.of(name).toAbsolutePath().getParent()));
    } catch (LinkageError | RuntimeException e) {
      return unavailable(platform, e);
    }
  }

  static OneDnnLibrary unavailable(String platform, Throwable cause) {
    String reason =
        isForbidden(cause)
            ? forbidden(cause)
            : unmapped(cause).map(OneDnnLibrary::noexec).orElseGet(() -> missing(platform, cause));
    return new OneDnnLibrary(false, reason, "", "", Optional.empty());
  }

  /** Java may be told to let no native code in. */
  private static boolean isForbidden(Throwable e) {
    for (Throwable cause = e; cause != null; cause = cause.getCause()) {
      if (cause instanceof IllegalCallerException) {
        return true;
      }
    }
    return false;
  }

  private static String forbidden(Throwable cause) {
    Module module = OneDnnLibrary.class.getModule();
    return "Java does not let oneDNN in: %s. Maybe start java with --enable-native-access=%s, or use the reference backend."
        .formatted(firstLine(cause), module.isNamed() ? module.getName() : "ALL-UNNAMED");
  }

  /**
   * The complaint of the system's loader about a file that it may not run, if that is the cause.
   */
  private static Optional<String> unmapped(Throwable e) {
    for (Throwable cause = e; cause != null; cause = cause.getCause()) {
      String message = String.valueOf(cause.getMessage());
      if (message.contains("failed to map segment")) {
        return Optional.of(message);
      }
    }
    return Optional.empty();
  }

  private static String noexec(String message) {
    return "oneDNN's library was unpacked to a file system where nothing may be run (noexec): %s. Maybe name another folder for it with java -Dorg.bytedeco.javacpp.cachedir=DIR, for the launcher in the environment variable EPNAS_JAVA_OPTS, or use the reference backend."
        .formatted(message.lines().findFirst().orElse(""));
  }

  private static String missing(String platform, Throwable cause) {
    String reason = firstLine(cause);
    if (reason.contains("failed to map segment")) {
      return "oneDNN was found, but the system does not let its library be run from where it was unpacked: %s. Maybe that file system is mounted noexec: name another folder with -Dorg.bytedeco.javacpp.cachedir=DIR (the launcher takes it in EPNAS_JAVA_OPTS)."
          .formatted(reason);
    }
    return "oneDNN has no native library for platform (%s): %s. Maybe add org.bytedeco:dnnl with classifier %s to the class path, or use the reference backend."
        .formatted(platform, reason, platform);
  }

  private static String firstLine(Throwable cause) {
    return cause.toString().lines().findFirst().orElse("unknown");
  }
}
