package org.epnas.study.run;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.nio.file.StandardOpenOption.CREATE;
import static java.nio.file.StandardOpenOption.READ;
import static java.nio.file.StandardOpenOption.WRITE;

import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.LockSupport;
import org.epnas.kernel.file.OwnerOnly;
import org.epnas.kernel.text.IoReason;
import org.epnas.study.config.ConfigurationException;

/**
 * The one process that works on a run. The operating system holds the lock and lets go of it
 * however the process ends, so that the file of a dead owner keeps nobody out; its text says who
 * has it.
 */
public final class RunLock implements AutoCloseable {
  /** As often as a lock is asked for that somebody may only be looking at, see {@link #held}. */
  private static final int TRIES = 10;

  private static final Duration PAUSE = Duration.ofMillis(20);

  /**
   * Locks of this process. POSIX lets go of a file's lock when the process closes any channel to
   * that file, so a locked one is never opened again here.
   */
  private static final Set<Path> OWN = ConcurrentHashMap.newKeySet();

  private final Path file;
  private final FileChannel channel;

  private RunLock(Path file, FileChannel channel) {
    this.file = file;
    this.channel = channel;
  }

  /**
   * Takes the lock.
   *
   * @param file of the lock, which stays
   * @throws ConfigurationException if another process, or another search of this one, has it; it
   *     names the owner
   */
  public static RunLock take(Path file) {
    Path own = unique(file);
    if (!OWN.add(own)) {
      throw inUse(file, "another search of this process (%s)".formatted(self()));
    }
    try {
      return taken(own);
    } catch (IOException e) {
      OWN.remove(own);
      throw new ConfigurationException(
          "Run (%s) cannot be locked: %s. Maybe check who may write there."
              .formatted(file.toAbsolutePath().getParent(), IoReason.of(e)),
          e);
    } catch (RuntimeException | Error e) {
      OWN.remove(own);
      throw e;
    }
  }

  private static RunLock taken(Path file) throws IOException {
    FileChannel channel = OwnerOnly.channel(file, CREATE, READ, WRITE);
    if (!locked(channel)) {
      channel.close();
      throw inUse(file, text(file));
    }
    channel.truncate(0);
    channel.write(ByteBuffer.wrap(self().getBytes(UTF_8)));
    return new RunLock(file, channel);
  }

  private static ConfigurationException inUse(Path file, String owner) {
    return new ConfigurationException(
        "Run (%s) is in use by %s. Maybe wait until it ends, or end it there."
            .formatted(file.toAbsolutePath().getParent(), owner));
  }

  private static boolean locked(FileChannel channel) throws IOException {
    for (int attempt = 0; attempt < TRIES; attempt++) {
      if (channel.tryLock() != null) {
        return true;
      }
      LockSupport.parkNanos(PAUSE.toNanos());
    }
    return false;
  }

  /** Whether a process works on the run; looking takes the lock for a moment at most. */
  public static boolean held(Path file) throws IOException {
    if (!Files.exists(file)) {
      return false;
    }
    Path own = unique(file);
    if (!OWN.add(own)) {
      return true;
    }
    try (FileChannel channel = FileChannel.open(own, READ);
        FileLock lock = channel.tryLock(0, Long.MAX_VALUE, true)) {
      return lock == null;
    } finally {
      OWN.remove(own);
    }
  }

  /** One name of a file, whatever links lead there. */
  private static Path unique(Path file) {
    Path absolute = file.toAbsolutePath().normalize();
    try {
      Path parent = absolute.getParent();
      return parent == null ? absolute : parent.toRealPath().resolve(absolute.getFileName());
    } catch (IOException e) {
      // What is wrong with the folder is said by who opens the file.
      return absolute;
    }
  }

  /** This process, for people: who, where and since when. */
  public static String self() {
    return "%s on %s, process %s, since %s"
        .formatted(
            System.getProperty("user.name"),
            host(),
            ProcessHandle.current().pid(),
            Instant.now().truncatedTo(ChronoUnit.SECONDS));
  }

  private static String host() {
    try {
      return InetAddress.getLocalHost().getHostName();
    } catch (UnknownHostException e) {
      return "an unnamed machine";
    }
  }

  /** Who has the lock, or had it last. */
  static String owner(Path file) throws IOException {
    if (OWN.contains(unique(file))) {
      return self();
    }
    return text(file);
  }

  private static String text(Path file) throws IOException {
    String text = Files.readString(file, UTF_8).lines().findFirst().orElse("");
    return text.isEmpty() ? "another process" : text;
  }

  /** Lets another process work on the run. */
  @Override
  public void close() {
    try {
      channel.close();
    } catch (IOException ignored) {
      // The system lets go of it with the process.
    } finally {
      OWN.remove(file);
    }
  }
}
