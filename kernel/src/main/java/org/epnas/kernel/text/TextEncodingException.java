package org.epnas.kernel.text;

import java.io.IOException;

/**
 * A file is no UTF-8 text. The message names the place and the way out, without the file and
 * without a full stop, so that a reader can put it behind the file's name.
 */
public final class TextEncodingException extends IOException {
  private static final long serialVersionUID = 1;

  /** What to do about it. */
  static final String WAY_OUT = "Maybe save it again as UTF-8";

  TextEncodingException(String problem) {
    super("%s. %s".formatted(problem, WAY_OUT));
  }
}
