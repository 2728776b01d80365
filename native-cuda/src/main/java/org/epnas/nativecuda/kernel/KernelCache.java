package org.epnas.nativecuda.kernel;

import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import org.epnas.kernel.text.IoReason;

/**
 * Compiled kernels on disk, by everything that they are made of. Several processes may share it; a
 * folder that cannot be written costs time, nothing else.
 */
final class KernelCache {
  private static final Logger LOG = System.getLogger(KernelCache.class.getName());

  private final Path folder;

  KernelCache(Path folder) {
    this.folder = folder;
  }

  Optional<byte[]> get(String key) {
    Path file = folder.resolve(key);
    try {
      return Files.exists(file) ? Optional.of(Files.readAllBytes(file)) : Optional.empty();
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  /** Written beside and moved, so that nobody reads half of it. */
  void put(String key, byte[] image) {
    try {
      Files.createDirectories(folder);
      Path part = Files.createTempFile(folder, "part", "");
      Files.write(part, image);
      Files.move(part, folder.resolve(key), StandardCopyOption.ATOMIC_MOVE);
    } catch (IOException e) {
      LOG.log(
          Level.WARNING,
          "Compiled kernels cannot be kept in ({0}): {1}. They are compiled at every start.",
          folder,
          IoReason.of(e, folder));
    }
  }

  /** SHA-256 over all parts, each with its length before it. */
  static String key(List<String> parts) {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      for (String part : parts) {
        byte[] bytes = part.getBytes(StandardCharsets.UTF_8);
        digest.update("%s:".formatted(bytes.length).getBytes(StandardCharsets.UTF_8));
        digest.update(bytes);
      }
      return HexFormat.of().formatHex(digest.digest());
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every Java platform has SHA-256", e);
    }
  }
}
