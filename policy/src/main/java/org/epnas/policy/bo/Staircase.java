package org.epnas.policy.bo;

/**
 * The area that points dominate within a box from the origin, both coordinates maximised, as points
 * come one after the other.
 */
final class Staircase {
  /** Corners that are not dominated, by the first coordinate, so that the second one falls. */
  private final double[] x;

  private final double[] y;
  private int corners;

  /**
   * @param most points that may be added
   */
  Staircase(int most) {
    x = new double[most];
    y = new double[most];
  }

  void clear() {
    corners = 0;
  }

  /**
   * Adds a point; coordinates of at most 0 dominate nothing.
   *
   * @return by how much the area grew
   */
  double add(double px, double py) {
    if (px <= 0 || py <= 0) {
      return 0;
    }
    int right = 0;
    while (right < corners && x[right] < px) {
      right++;
    }
    if (right < corners && y[right] >= py) {
      return 0;
    }
    // Corners from here to the right one, if they are lower than the point, it dominates.
    int left = right;
    while (left > 0 && y[left - 1] <= py) {
      left--;
    }
    if (right < corners && x[right] == px) {
      right++;
    }
    double grown = grown(px, py, left, right);
    int shift = left + 1 - right;
    System.arraycopy(x, right, x, left + 1, corners - right);
    System.arraycopy(y, right, y, left + 1, corners - right);
    x[left] = px;
    y[left] = py;
    corners += shift;
    return grown;
  }

  /** The point's part above the stairs, from the corner before {@code left} on. */
  private double grown(double px, double py, int left, int right) {
    double from = left > 0 ? x[left - 1] : 0;
    double grown = 0;
    for (int i = left; i < right; i++) {
      grown += (x[i] - from) * (py - y[i]);
      from = x[i];
    }
    double beyond = right < corners ? y[right] : 0;
    return grown + (px - from) * (py - beyond);
  }
}
