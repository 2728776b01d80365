package org.epnas.study.run;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.nio.file.StandardOpenOption.CREATE;
import static java.nio.file.StandardOpenOption.READ;
import static java.nio.file.StandardOpenOption.WRITE;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.epnas.kernel.file.OwnerOnly;
import org.epnas.kernel.text.Utf8;
import org.epnas.study.json.Json;
import org.epnas.training.json.StrictJson;
import tools.jackson.core.JacksonException;

/**
 * A journal as a file of JSON lines. A last line that a crash cut short was never acknowledged: it
 * is cut off before anything is appended.
 */
final class EventFile implements EventLog {
  private final List<JournalLine> recorded;
  private final FileChannel channel;

  private EventFile(List<JournalLine> recorded, FileChannel channel) {
    this.recorded = List.copyOf(recorded);
    this.channel = channel;
  }

  /**
   * Opens a file, which is made if it is not there.
   *
   * @throws IOException if it cannot be read or written, or a line is malformed; the message names
   *     the line
   */
  static EventFile open(Path file) throws IOException {
    List<JournalLine> lines = Files.exists(file) ? read(file) : List.of();
    FileChannel channel = OwnerOnly.channel(file, CREATE, READ, WRITE);
    try {
      channel.truncate(wholeLines(channel));
      channel.position(channel.size());
      return new EventFile(lines, channel);
    } catch (IOException | RuntimeException e) {
      channel.close();
      throw e;
    }
  }

  /** The lines that were written whole. */
  static List<JournalLine> read(Path file) throws IOException {
    List<JournalLine> lines = new ArrayList<>();
    Utf8.lines(
        file,
        (number, line, complete) -> {
          if (complete) {
            lines.add(read(number, line));
          }
        });
    return lines;
  }

  private static JournalLine read(long number, String line) throws MalformedLineException {
    try {
      return Json.LINE.readValue(line, JournalLine.class);
    } catch (JacksonException e) {
      throw new MalformedLineException(
          "line (%s) is malformed: %s".formatted(number, StrictJson.explain(e)), e);
    }
  }

  /** Bytes up to the last end of a line. */
  private static long wholeLines(FileChannel channel) throws IOException {
    ByteBuffer one = ByteBuffer.allocate(1);
    for (long end = channel.size(); end > 0; end--) {
      one.clear();
      channel.read(one, end - 1);
      if (one.get(0) == '\n') {
        return end;
      }
    }
    return 0;
  }

  @Override
  public List<JournalLine> recorded() {
    return recorded;
  }

  @Override
  public synchronized void append(JournalLine line, boolean safe) throws IOException {
    ByteBuffer bytes = UTF_8.encode(Json.LINE.writeValueAsString(line) + "\n");
    while (bytes.hasRemaining()) {
      channel.write(bytes);
    }
    if (safe) {
      channel.force(false);
    }
  }

  @Override
  public synchronized void close() throws IOException {
    channel.close();
  }
}
