package org.epnas.kernel.search;

import java.util.Optional;
import org.epnas.kernel.architecture.Architecture;

/**
 * A search space whose networks a table can list: each has a key of its own, and an architecture
 * carries in {@link Architecture#encoding()} what the table calls it. Thread-safe.
 */
public interface KeyedSpace extends SearchSpace {
  /**
   * The key under which a table holds a network.
   *
   * @param encoding an {@link Architecture#encoding()} of this space, or what a table's row says
   * @return equal for all encodings of one row
   * @throws org.epnas.kernel.architecture.InvalidArchitectureException if the text describes
   *     nothing of this space
   */
  String key(String encoding);

  /**
   * The network of an encoding; empty for one that no strategy can propose, such as one whose
   * output does not depend on its input.
   *
   * @throws org.epnas.kernel.architecture.InvalidArchitectureException as {@link #key}
   */
  Optional<Architecture> network(String encoding);

  /**
   * Whether everything that an encoding describes is in its network. Of several encodings of one
   * network a table's figures are those of the network only where this holds: a benchmark may have
   * measured parts that nothing depends on.
   */
  default boolean plain(String encoding) {
    return true;
  }
}
