package org.epnas.nativecpu.onednn;

import java.util.Locale;

/** Result of a call: {@code dnnl_status_t}. */
enum Status {
  SUCCESS,
  OUT_OF_MEMORY,
  INVALID_ARGUMENTS,
  UNIMPLEMENTED,
  LAST_IMPLEMENTATION_REACHED,
  RUNTIME_ERROR,
  NOT_REQUIRED,
  OTHER;

  static Status of(int code) {
    return code >= 0 && code < OTHER.ordinal() ? values()[code] : OTHER;
  }

  /**
   * @param call name of the function, for the message
   * @throws OneDnnException if {@code code} is not success
   */
  static void check(int code, String call) {
    if (code != 0) {
      throw new OneDnnException(call, of(code));
    }
  }

  String text() {
    return name().toLowerCase(Locale.ROOT).replace('_', ' ');
  }
}
