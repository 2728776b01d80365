package org.epnas.searchspaces.transformation;

import java.util.OptionalInt;

/** By how much a transformation scales something. */
public enum Factor {
  HALF(1, 2, -2),
  THREE_QUARTERS(3, 4, -1),
  FOUR_THIRDS(4, 3, 1),
  DOUBLE(2, 1, 2);

  /**
   * Channel counts are multiples of this: whole vectors of every instruction set and whole tensor
   * core tiles, which every backend is fastest on.
   */
  public static final int CHANNEL_MULTIPLE = 16;

  private final int numerator;
  private final int denominator;
  private final int steps;

  Factor(int numerator, int denominator, int steps) {
    this.numerator = numerator;
    this.denominator = denominator;
    this.steps = steps;
  }

  /**
   * The multiple of {@value #CHANNEL_MULTIPLE} nearest to the product (the larger one of two
   * equally near), or empty where that changes nothing or leaves [{@value #CHANNEL_MULTIPLE},
   * maximum].
   */
  public OptionalInt scaleChannels(int channels, int maximum) {
    int unit = CHANNEL_MULTIPLE * denominator;
    int scaled = (channels * numerator + unit / 2) / unit * CHANNEL_MULTIPLE;
    return scaled != channels && scaled >= CHANNEL_MULTIPLE && scaled <= maximum
        ? OptionalInt.of(scaled)
        : OptionalInt.empty();
  }

  /** The product where it is a whole number. */
  public OptionalInt scaleExactly(int value) {
    int product = value * numerator;
    return product % denominator == 0 ? OptionalInt.of(product / denominator) : OptionalInt.empty();
  }

  /**
   * Steps along an ordered list of sizes that scaling is not defined on, such as odd kernels: 3/4
   * and 4/3 go to the neighbour, 1/2 and 2 to the one after it.
   */
  public int steps() {
    return steps;
  }
}
