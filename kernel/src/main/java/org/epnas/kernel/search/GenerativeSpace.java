package org.epnas.kernel.search;

/**
 * A search space whose architectures can also be made from nothing: what strategies that do not
 * adapt a baseline sample from.
 */
public interface GenerativeSpace extends SearchSpace {
  /**
   * Every architecture of the space as one tree of choices. Taking each choice uniformly is the
   * space's prior: what random search draws from. {@link Adaptation#tokens} describes the initial
   * network.
   */
  Adaptation generation();
}
