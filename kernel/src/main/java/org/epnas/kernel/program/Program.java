package org.epnas.kernel.program;

import java.util.List;
import org.epnas.kernel.architecture.Architecture;
import org.epnas.kernel.architecture.TensorShape;

/**
 * An architecture as a flat list of primitive ops in forward order: what is counted by {@link
 * org.epnas.kernel.cost.Cost} and what every backend executes, so that both speak of the same
 * network. Softmax cross-entropy on the logits is implied.
 *
 * @param tensors shape of every tensor, batch excluded; tensor 0 is the input image
 * @param parameters trainable arrays and running statistics
 * @param ops in forward order; the last one writes the logits (classes, 1, 1)
 * @param origins for each op the name of the layer it comes from
 */
public record Program(
    List<TensorShape> tensors, List<Parameter> parameters, List<Op> ops, List<String> origins) {
  /** Index of the input image among the tensors. */
  public static final int INPUT = 0;

  /** Added to the variance by batch normalisation. */
  public static final double EPSILON = 1e-5;

  /** Share of the batch's statistics in the new running statistics. */
  public static final double STATISTICS_MOMENTUM = 0.1;

  public Program {
    tensors = List.copyOf(tensors);
    parameters = List.copyOf(parameters);
    ops = List.copyOf(ops);
    origins = List.copyOf(origins);
    if (origins.size() != ops.size()) {
      throw new IllegalArgumentException(
          "Program has (%s) origins for (%s) ops and must have one for each. Maybe leave them out."
              .formatted(origins.size(), ops.size()));
    }
  }

  /** A program that was not lowered from layers: the origin of each op is its kind. */
  public Program(List<TensorShape> tensors, List<Parameter> parameters, List<Op> ops) {
    this(tensors, parameters, ops, ops.stream().map(op -> op.getClass().getSimpleName()).toList());
  }

  /** Lowers an architecture; see {@link Lowering}. */
  public static Program of(Architecture architecture) {
    return Lowering.lower(architecture);
  }

  /** Shape of the input image. */
  public TensorShape input() {
    return tensors.get(INPUT);
  }

  /** Index of the logits among the tensors. */
  public int logits() {
    return ops.getLast().output();
  }

  /** Number of logits. */
  public int classes() {
    return tensors.get(logits()).channels();
  }
}
