package org.epnas.policy.nn;

import java.util.Optional;
import java.util.function.Supplier;

/**
 * Chooses the implementation of {@link VectorMath}, once per JVM: SIMD on the Vector API, or plain
 * loops where that is off, which is said in one warning.
 */
public final class VectorMathProvider {
  /** Set to {@code false} to use plain loops, to compare or to rule out the Vector API. */
  public static final String SWITCH = "epnas.vector";

  private static final String MODULE = "jdk.incubator.vector";
  private static final Choice CHOICE = choose();

  private record Choice(Supplier<VectorMath> maker, String description) {}

  private VectorMathProvider() {}

  /** A new instance for one thread. */
  public static VectorMath create() {
    return CHOICE.maker.get();
  }

  /** What was chosen and, when it is the slower one, why and what to do: one line. */
  public static String describe() {
    return CHOICE.description;
  }

  private static Choice choose() {
    return reasonForScalar(
            System.getProperty(SWITCH), ModuleLayer.boot().findModule(MODULE).isPresent())
        .map(VectorMathProvider::scalar)
        .orElseGet(Simd::choice);
  }

  /** Why SIMD must not even be tried. */
  static Optional<String> reasonForScalar(String property, boolean modulePresent) {
    if ("false".equalsIgnoreCase(property)) {
      return Optional.of("system property %s is false. Maybe leave it out.".formatted(SWITCH));
    }
    if (!modulePresent) {
      return Optional.of(
          "module %s is not readable. Maybe add --add-modules %s.".formatted(MODULE, MODULE));
    }
    return Optional.empty();
  }

  private static Choice scalar(String reason) {
    String description = "Vector API off: %s Using scalar code.".formatted(reason);
    System.getLogger(VectorMathProvider.class.getName())
        .log(System.Logger.Level.WARNING, description);
    return new Choice(ScalarMath::new, description);
  }

  /** Keeps every mention of the optional module out of the class that decides about it. */
  private static final class Simd {
    private static final int SHORTEST_USEFUL_VECTOR = 4;

    static Choice choice() {
      int lanes = SimdElementwise.SPECIES.length();
      if (lanes < SHORTEST_USEFUL_VECTOR) {
        return scalar("vectors of this processor hold only %d floats.".formatted(lanes));
      }
      return new Choice(
          SimdMath::new, "Vector API on: %d bits, %d floats.".formatted(lanes * Float.SIZE, lanes));
    }
  }
}
