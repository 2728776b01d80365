package org.epnas.training.plan;

/**
 * When a buffer is alive.
 *
 * @param bytes aligned; 0 takes no place
 * @param first first step that uses it
 * @param last last step that uses it
 */
record Lifetime(int buffer, long bytes, int first, int last) {
  int steps() {
    return last - first + 1;
  }

  boolean overlaps(Lifetime other) {
    return first <= other.last && other.first <= last;
  }
}
