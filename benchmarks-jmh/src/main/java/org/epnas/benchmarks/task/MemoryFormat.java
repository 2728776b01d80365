package org.epnas.benchmarks.task;

import java.util.Locale;

/** Order of an image tensor's values in libtorch. */
public enum MemoryFormat {
  NCHW,
  CHANNELS_LAST;

  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
