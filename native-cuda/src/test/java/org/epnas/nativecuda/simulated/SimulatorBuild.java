package org.epnas.nativecuda.simulated;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * Builds the libraries of the simulated device with g++ where they are older than their sources.
 *
 * @param sources folder of build.sh
 * @param libraries folder for the result
 */
record SimulatorBuild(Path sources, Path libraries) {
  /** The presets whose functions the simulated libraries stand in for. */
  static final List<String> JNI_LIBRARIES =
      List.of("libjnicudart.so", "libjnicublas.so", "libjnicudnn.so");

  private static final long TIMEOUT_MINUTES = 15;

  /** Builds if needed. Safe to be called by several processes at once. */
  void run() {
    try {
      Files.createDirectories(libraries);
      try (FileChannel channel =
              FileChannel.open(
                  libraries.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
          FileLock _ = channel.lock()) {
        Path stamp = libraries.resolve("stamp");
        String fingerprint = fingerprint();
        if (!Files.exists(stamp) || !Files.readString(stamp).equals(fingerprint)) {
          build();
          Files.writeString(stamp, fingerprint);
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void build() throws IOException {
    Path jni = Files.createDirectories(libraries.resolve("jni"));
    for (String name : JNI_LIBRARIES) {
      try (InputStream library = preset(name)) {
        Files.copy(library, jni.resolve(name), StandardCopyOption.REPLACE_EXISTING);
      }
    }
    Path log = libraries.resolve("build.log");
    Process process =
        new ProcessBuilder(
                "sh", sources.resolve("build.sh").toString(), libraries.toString(), jni.toString())
            .redirectErrorStream(true)
            .redirectOutput(log.toFile())
            .start();
    if (!finished(process)) {
      throw new IllegalStateException(
          "The simulated CUDA device could not be built: " + Files.readString(log));
    }
  }

  private static boolean finished(Process process) {
    try {
      if (process.waitFor(TIMEOUT_MINUTES, TimeUnit.MINUTES)) {
        return process.exitValue() == 0;
      }
      process.destroy();
      return false;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      process.destroy();
      return false;
    }
  }

  private static InputStream preset(String name) {
    InputStream library =
        SimulatorBuild.class.getResourceAsStream(SimulatorRequirements.PRESETS + name);
    if (library == null) {
      throw new IllegalStateException(
          "(%s) of org.bytedeco:cuda is not on the class path".formatted(name));
    }
    return library;
  }

  /** Changes with every source and with the presets. */
  private String fingerprint() throws IOException {
    MessageDigest digest = sha256();
    try (Stream<Path> files = Files.walk(sources)) {
      for (Path file : files.filter(Files::isRegularFile).sorted().toList()) {
        digest.update(sources.relativize(file).toString().getBytes(UTF_8));
        digest.update(Files.readAllBytes(file));
      }
    }
    for (String name : JNI_LIBRARIES) {
      try (InputStream library = preset(name)) {
        digest.update(library.readAllBytes());
      }
    }
    return HexFormat.of().formatHex(digest.digest());
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every Java platform has SHA-256", e);
    }
  }
}
