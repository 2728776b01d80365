package org.epnas.kernel.constraint;

import org.epnas.kernel.architecture.Architecture;
import org.epnas.kernel.cost.Cost;

/**
 * Plug-in point: something a network uses that can be limited. Implementations must be thread-safe
 * and, unless they measure a device, give the same value for equal canonical forms.
 */
public interface Resource {
  /** Name, unit and sensible side; always the same. */
  Descriptor descriptor();

  /**
   * Measures one network.
   *
   * @param cost the architecture's cost, so that a resource computed from it need not count again
   * @return a finite, non-negative value in the descriptor's unit
   */
  double measure(Architecture architecture, Cost cost);

  /**
   * Whether {@link #measure} takes noticeably long, for example because it runs the network on a
   * device. A strategy asks such a resource last, and only of what it would train next.
   */
  default boolean slow() {
    return false;
  }

  /**
   * @param name as written in a constraint, lower case, for example {@code parameters}
   * @param unit as shown beside a value, for example {@code ms}; empty for a plain count
   * @param direction the sensible side of a limit; the other one is refused
   * @param description one line for {@code epnas list}
   */
  record Descriptor(String name, String unit, Direction direction, String description) {}
}
