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
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.epnas.kernel.text.IoReason;
import org.epnas.study.config.ConfigurationException;

/**
 * The one process that works on a run. The operating system holds the lock and lets go of it
 * however the process ends, so that the file of a dead owner keeps nobody out; its text says who
 * has it.
 */
public final class RunLock implements AutoCloseable {
  private final FileChannel channel;

  private RunLock(FileChannel channel) {
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
    try {
      FileChannel channel = FileChannel.open(file, CREATE, READ, WRITE);
      if (!tried(channel)) {
        channel.close();
        throw new ConfigurationException(
            "Run (%s) is in use by %s. Maybe wait until it ends, or end it there."
                .formatted(file.toAbsolutePath().getParent(), owner(file)));
      }
      channel.truncate(0);
      channel.write(ByteBuffer.wrap(self().getBytes(UTF_8)));
      return new RunLock(channel);
    } catch (IOException e) {
      throw new ConfigurationException(
          "Run (%s) cannot be locked: %s. Maybe check who may write there."
              .formatted(file.toAbsolutePath().getParent(), IoReason.of(e)),
          e);
    }
  }

  private static boolean tried(FileChannel channel) throws IOException {
    try {
      return channel.tryLock() != null;
    } catch (OverlappingFileLockException e) {
      return false;
    }
  }

  private static String self() {
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

  private static String owner(Path file) throws IOException {
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
    }
  }
}
