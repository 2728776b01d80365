package org.epnas.compare;

import static java.nio.file.StandardOpenOption.WRITE;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Path;
import org.epnas.study.config.ConfigurationException;
import org.jspecify.annotations.Nullable;

/**
 * The right to run searches in a comparison's folder: one process has it at a time. The system
 * takes it back when the process ends, however it ends.
 */
final class RunningComparison implements AutoCloseable {
  private final @Nullable FileChannel channel;

  private RunningComparison(@Nullable FileChannel channel) {
    this.channel = channel;
  }

  /**
   * @param record a file of the folder that nobody opens again while searches run: closing it
   *     anywhere in this process would give the right back
   */
  static RunningComparison in(Path folder, Path record) {
    try {
      FileChannel channel = FileChannel.open(record, WRITE);
      FileLock lock = lock(channel);
      if (lock == null) {
        channel.close();
        throw new ConfigurationException(
            "Comparison (%s) is running in another process. Maybe wait until it ends, or give another --out."
                .formatted(folder));
      }
      return new RunningComparison(channel);
    } catch (IOException e) {
      // A file system without locks, or a disk that is read only: the searches will tell.
      return new RunningComparison(null);
    }
  }

  private static @Nullable FileLock lock(FileChannel channel) throws IOException {
    try {
      return channel.tryLock();
    } catch (OverlappingFileLockException inThisProcess) {
      return null;
    }
  }

  @Override
  public void close() {
    if (channel != null) {
      try {
        channel.close();
      } catch (IOException ignored) {
        // Nothing was written to it.
      }
    }
  }
}
