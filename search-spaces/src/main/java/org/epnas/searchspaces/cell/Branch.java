package org.epnas.searchspaces.cell;

/**
 * A hidden state of a cell: relu(left + right).
 *
 * @param id at least 1, never given twice within a lineage: it names the branch's layers
 */
record Branch(int id, Connection left, Connection right) {
  /** Whether it adds a state to itself. */
  boolean pointless() {
    return left.equals(right) && left.operation() == CellOperation.IDENTITY;
  }

  boolean reads(int source) {
    return left.source() == source || right.source() == source;
  }

  Connection connection(Side side) {
    return switch (side) {
      case LEFT -> left;
      case RIGHT -> right;
    };
  }

  Branch with(Side side, Connection connection) {
    return switch (side) {
      case LEFT -> new Branch(id, connection, right);
      case RIGHT -> new Branch(id, left, connection);
    };
  }
}
