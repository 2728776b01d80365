package org.epnas.simd;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The door to the Vector API (jdk.incubator.vector), an incubator that may change with each JDK.
 * Whoever has a loop on it asks here first and has another way where it is off. Decided once per
 * JVM; where it is off, one warning says why and what to do.
 */
public final class VectorApi {
  /**
   * System property: {@code false} uses plain code, to compare or to rule out the Vector API;
   * {@code true} uses the Vector API on a JDK that it was not tested on, too.
   */
  public static final String SWITCH = "epnas.vector";

  /** Feature version of the newest JDK that this code was tested on. */
  static final int TESTED_JDK = 25;

  private static final String MODULE = "jdk.incubator.vector";

  /** Floats of the shortest vector that is faster than plain code. */
  private static final int SHORTEST_VECTOR = 4;

  private static final Optional<String> REASON = find();
  private static final String DESCRIPTION = REASON.map(VectorApi::off).orElseGet(Lanes::describe);

  static {
    if (REASON.isPresent()) {
      System.getLogger(VectorApi.class.getName()).log(System.Logger.Level.WARNING, DESCRIPTION);
    }
  }

  private VectorApi() {}

  /** Whether loops on the Vector API may run. */
  public static boolean isOn() {
    return REASON.isEmpty();
  }

  /**
   * One line, for example {@code Vector API on: 256 bits, 8 floats.}, or why it is off and what to
   * do.
   */
  public static String describe() {
    return DESCRIPTION;
  }

  private static Optional<String> find() {
    return reasonNotToTry(
            System.getProperty(SWITCH),
            Runtime.version().feature(),
            ModuleLayer.boot().findModule(MODULE).isPresent())
        .or(() -> tooShort(Lanes.count()));
  }

  /**
   * Why the Vector API must not even be loaded.
   *
   * @param property value of {@link #SWITCH}
   * @param jdk feature version
   */
  static Optional<String> reasonNotToTry(
      @Nullable String property, int jdk, boolean modulePresent) {
    if ("false".equalsIgnoreCase(property)) {
      return Optional.of("system property %s is false. Maybe leave it out.".formatted(SWITCH));
    }
    boolean forced = "true".equalsIgnoreCase(property);
    if (property != null && !forced) {
      return Optional.of(
          "system property %s is (%s). Use true or false.".formatted(SWITCH, property));
    }
    if (!modulePresent) {
      return Optional.of(
          "module %s is not readable. Maybe add --add-modules %s.".formatted(MODULE, MODULE));
    }
    if (jdk > TESTED_JDK && !forced) {
      return Optional.of(
          "this JDK (%s) is newer than the newest tested one (%s), and its Vector API may be another one. Maybe use a JDK %s, or force it with -D%s=true."
              .formatted(jdk, TESTED_JDK, TESTED_JDK, SWITCH));
    }
    return Optional.empty();
  }

  static Optional<String> tooShort(int lanes) {
    return lanes < SHORTEST_VECTOR
        ? Optional.of("vectors of this processor hold only %s floats.".formatted(lanes))
        : Optional.empty();
  }

  static String off(String reason) {
    return "Vector API off: %s Using scalar code.".formatted(reason);
  }
}
