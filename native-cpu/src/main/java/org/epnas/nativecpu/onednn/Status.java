package org.epnas.nativecpu.onednn;

import java.util.Arrays;
import java.util.Locale;

/** Result of a call: {@code dnnl_status_t}. */
enum Status {
  SUCCESS(0),
  OUT_OF_MEMORY(1),
  INVALID_ARGUMENTS(2),
  UNIMPLEMENTED(3),
  RUNTIME_ERROR(5),
  /** Any other code: none of the calls made here gives it. */
  OTHER(-1);

  private final int code;

  Status(int code) {
    this.code = code;
  }

  static Status of(int code) {
    return Arrays.stream(values()).filter(status -> status.code == code).findFirst().orElse(OTHER);
  }

  /**
   * @param call name of the function, for the message
   * @throws OneDnnException if {@code code} is not success
   */
  static void check(int code, String call) {
    if (code != SUCCESS.code) {
      throw new OneDnnException(call, of(code));
    }
  }

  String text() {
    return name().toLowerCase(Locale.ROOT).replace('_', ' ');
  }
}
