package org.epnas.study.worker;

import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.Optional;
import java.util.zip.CRC32;
import org.epnas.study.json.Json;
import org.epnas.training.json.StrictJson;
import tools.jackson.core.JacksonException;

/**
 * Messages over a pair of streams. A frame is the length of its text in bytes, the text's CRC-32,
 * both as four bytes, most significant first, and the text: one message as JSON in UTF-8. Many
 * threads may write, one may read.
 */
final class MessageChannel {
  /** The largest networks of our spaces take some hundred kilobytes. */
  static final int MOST_BYTES = 16 << 20;

  private final DataInputStream in;
  private final DataOutputStream out;

  MessageChannel(InputStream in, OutputStream out) {
    this.in = new DataInputStream(in);
    this.out = new DataOutputStream(new BufferedOutputStream(out));
  }

  /**
   * @throws IOException if the other side is gone
   */
  synchronized void write(Message message) throws IOException {
    byte[] text = Json.LINE.writerFor(Message.class).writeValueAsBytes(message);
    out.writeInt(text.length);
    out.writeInt(checksum(text));
    out.write(text);
    out.flush();
  }

  /**
   * Waits for the next message; empty at the end of the stream.
   *
   * @throws IOException if what comes is no message, for example because a library prints into the
   *     stream
   */
  Optional<Message> read() throws IOException {
    int length;
    try {
      length = in.readInt();
    } catch (EOFException _) {
      return Optional.empty();
    }
    if (length < 2 || length > MOST_BYTES) {
      throw new IOException(
          "Frame of (%s) bytes is none: it must have 2 to %s.".formatted(length, MOST_BYTES));
    }
    int expected = in.readInt();
    byte[] text = in.readNBytes(length);
    if (text.length < length) {
      throw new IOException("Frame of (%s) bytes ends after (%s).".formatted(length, text.length));
    }
    if (checksum(text) != expected) {
      throw new IOException("Frame of (%s) bytes has another checksum.".formatted(length));
    }
    try {
      Message message = Json.LINE.readValue(text, Message.class);
      if (message == null) {
        throw new IOException("Frame is no message: it holds null.");
      }
      return Optional.of(message);
    } catch (JacksonException e) {
      throw new IOException("Frame is no message: " + StrictJson.explain(e), e);
    }
  }

  private static int checksum(byte[] text) {
    CRC32 sum = new CRC32();
    sum.update(text);
    return (int) sum.getValue();
  }
}
