package org.epnas.searchspaces.transformation;

import org.epnas.kernel.architecture.TensorShape;

/** How often a network halves its feature maps. */
public final class Reductions {
  private static final int SMALLEST_MAP = 4;
  private static final int LARGEST_FINAL_MAP = 8;
  private static final int USUAL = 2;

  private Reductions() {}

  /**
   * Halvings for an image: two as in networks for 32x32 images, more until the last map is at most
   * 8 wide, and never below 4. So 28 to 7 and 32 to 8 (two), 224 to 7 (five), 8 to 4 (one), 4 stays
   * as it is. The smaller side of the image decides.
   */
  public static int of(TensorShape image) {
    int side = Math.min(image.height(), image.width());
    int count = 0;
    while ((side + 1) / 2 >= SMALLEST_MAP && (count < USUAL || side > LARGEST_FINAL_MAP)) {
      side = (side + 1) / 2;
      count++;
    }
    return count;
  }
}
