package org.epnas.study.run;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * A line of a run's file is not what it should be. The message says what to do, without the file
 * and without a full stop, so that a reader can put it behind the file's name.
 */
public final class MalformedLineException extends IOException {
  private static final long serialVersionUID = 1;

  MalformedLineException(String problem) {
    super(problem);
  }

  MalformedLineException(String problem, @Nullable Throwable cause) {
    super(problem, cause);
  }
}
