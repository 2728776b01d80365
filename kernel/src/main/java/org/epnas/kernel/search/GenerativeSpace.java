package org.epnas.kernel.search;

/**
 * A search space whose architectures can also be made from nothing: what strategies that do not
 * transform a network sample from.
 */
public interface GenerativeSpace extends SearchSpace {
  /**
   * Every architecture of the space as one tree of choices. Taking each choice uniformly is the
   * space's prior: what random search draws from. {@link TransformationTree#tokens} describes the
   * initial network.
   */
  TransformationTree generation();
}
