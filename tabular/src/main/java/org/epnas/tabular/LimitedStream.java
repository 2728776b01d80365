package org.epnas.tabular;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

/** Ends a file that never ends, such as a gzip bomb, with an exception. */
final class LimitedStream extends FilterInputStream {
  /** Whole tables take up to 16 MB (NAS-Bench-101). */
  static final long MAX_BYTES = 1L << 26;

  private long left = MAX_BYTES;

  /** There is more than {@link #MAX_BYTES}. */
  static final class TooLongException extends IOException {
    private static final long serialVersionUID = 1;
  }

  LimitedStream(InputStream in) {
    super(in);
  }

  @Override
  public int read() throws IOException {
    int value = in.read();
    count(value < 0 ? 0 : 1);
    return value;
  }

  @Override
  public int read(byte[] bytes, int offset, int length) throws IOException {
    int read = in.read(bytes, offset, length);
    count(Math.max(0, read));
    return read;
  }

  private void count(int bytes) throws TooLongException {
    left -= bytes;
    if (left < 0) {
      throw new TooLongException();
    }
  }
}
