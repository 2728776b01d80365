package org.epnas.searchspaces.nasbench201;

/**
 * An edge of the cell, in the order in which the benchmark writes them. Node 0 is the cell's input,
 * node 3 its output.
 */
enum Edge {
  FROM_0_TO_1(0, 1),
  FROM_0_TO_2(0, 2),
  FROM_1_TO_2(1, 2),
  FROM_0_TO_3(0, 3),
  FROM_1_TO_3(1, 3),
  FROM_2_TO_3(2, 3);

  static final int INPUT = 0;
  static final int OUTPUT = 3;
  static final int NODES = 4;
  static final int COUNT = values().length;

  private final int source;
  private final int target;

  Edge(int source, int target) {
    this.source = source;
    this.target = target;
  }

  int source() {
    return source;
  }

  int target() {
    return target;
  }
}
