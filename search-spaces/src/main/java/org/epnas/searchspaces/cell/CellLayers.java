package org.epnas.searchspaces.cell;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.epnas.kernel.architecture.Activation;
import org.epnas.kernel.architecture.ArchitectureBuilder;
import org.epnas.kernel.architecture.Operation;
import org.epnas.kernel.architecture.TensorShape;

/**
 * The layers of one cell. Its inputs are brought to the cell's filters and to the map of the
 * previous cell by 1x1 convolutions where they differ. In a reduction cell what reads them has
 * stride 2. The branches that no other one reads are concatenated and brought back to the filters
 * by a 1x1 convolution.
 */
final class CellLayers {
  private final ArchitectureBuilder builder;
  private final Genotype genotype;
  private final String cell;
  private final int filters;
  private final int stride;

  /** Name of the layer that gives each state, by the source that stands for it. */
  private final Map<Integer, String> states = new HashMap<>();

  CellLayers(ArchitectureBuilder builder, Genotype genotype, String cell, int filters, int stride) {
    this.builder = builder;
    this.genotype = genotype;
    this.cell = cell;
    this.filters = filters;
    this.stride = stride;
  }

  /**
   * Adds the cell.
   *
   * @return the name of the layer that is its output
   */
  String add(String previous, String beforePrevious) {
    TensorShape map = builder.shape(previous).withChannels(filters);
    states.put(Connection.PREVIOUS, adapted("prev", previous, map));
    if (reads(Connection.BEFORE_PREVIOUS)) {
      states.put(Connection.BEFORE_PREVIOUS, adapted("prev2", beforePrevious, map));
    }
    genotype.branches().forEach(this::add);
    return output();
  }

  private boolean reads(int source) {
    return genotype.branches().stream().anyMatch(branch -> branch.reads(source));
  }

  private String adapted(String name, String input, TensorShape wanted) {
    TensorShape shape = builder.shape(input);
    if (shape.equals(wanted)) {
      return input;
    }
    return pointwise(name, shape.sameSides(wanted) ? 1 : 2, input);
  }

  private String pointwise(String name, int step, String input) {
    return builder.add(
        cell + "." + name,
        new Operation.Convolution(filters, 1, step, 1, 1, Activation.RELU),
        input);
  }

  private void add(Branch branch) {
    String name = cell + ".branch" + branch.id();
    String left = connect(name + ".left.", branch.left());
    String right = connect(name + ".right.", branch.right());
    states.put(branch.id(), sum(branch, name, left, right));
  }

  /**
   * The activated sum, of convolutions or of one and a state as it is. Any other sum is normalised:
   * two states have up to twice the size of one and a maximum is larger than what it is taken of,
   * and a chain of such cells enlarges its values again and again.
   */
  private String sum(Branch branch, String name, String left, String right) {
    if (keepsSize(branch)) {
      return builder.add(name, new Operation.Add(Activation.RELU), left, right);
    }
    String sum = builder.add(name, new Operation.Add(Activation.NONE), left, right);
    return builder.add(name + ".norm", new Operation.BatchNorm(Activation.RELU), sum);
  }

  private boolean keepsSize(Branch branch) {
    boolean left = branch.left().operation().normalises(step(branch.left()));
    boolean right = branch.right().operation().normalises(step(branch.right()));
    return (left || right)
        && !branch.left().operation().pools()
        && !branch.right().operation().pools();
  }

  /** Stride of the layer of a connection. */
  private int step(Connection connection) {
    return connection.readsCellInput() ? stride : 1;
  }

  private String connect(String prefix, Connection connection) {
    String source = state(connection.source());
    CellOperation operation = connection.operation();
    int step = step(connection);
    return operation.passesOn(step)
        ? source
        : builder.add(prefix + operation.layerName(), operation.operation(filters, step), source);
  }

  private String output() {
    List<String> loose = genotype.loose().stream().map(branch -> state(branch.id())).toList();
    if (loose.size() == 1) {
      return loose.getFirst();
    }
    String all =
        builder.add(cell + ".concat", new Operation.Concat(), loose.toArray(String[]::new));
    return pointwise("out", 1, all);
  }

  private String state(int source) {
    return Objects.requireNonNull(states.get(source));
  }
}
