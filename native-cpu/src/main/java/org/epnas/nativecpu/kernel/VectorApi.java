package org.epnas.nativecpu.kernel;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;

/** Whether the Vector API can be used; says so once where it cannot. */
public final class VectorApi {
  private static final String MODULE = "jdk.incubator.vector";

  private static final boolean PRESENT = find();

  private VectorApi() {}

  public static boolean isPresent() {
    return PRESENT;
  }

  private static boolean find() {
    boolean found = ModuleLayer.boot().findModule(MODULE).isPresent();
    if (!found) {
      Logger log = System.getLogger(VectorApi.class.getName());
      log.log(
          Level.WARNING,
          "Vector API off: module {0} is not readable. Maybe add --add-modules {0}. Using scalar code.",
          MODULE);
    }
    return found;
  }
}
