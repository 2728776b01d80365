package org.epnas.training.inheritance;

import org.epnas.kernel.program.Program;
import org.epnas.training.weights.WeightInitializer;
import org.epnas.training.weights.Weights;

/**
 * Starts a child network from its parent's weights. Parameters are matched by name:
 *
 * <ul>
 *   <li>same shape: copied;
 *   <li>more channels: function-preserving Net2WiderNet (Chen et al. 2016, section 2.2) along all
 *       readers, through batch normalisation, depthwise convolutions, additions and concatenations;
 *       larger kernels: extended by zeros;
 *   <li>fewer channels or smaller kernels: the block that overlaps, kernels by their centre;
 *   <li>a new layer between inherited ones: the identity (Net2DeeperNet, section 2.3), exactly so
 *       on non-negative inputs where a ReLU follows; a new branch beside an inherited path
 *       contributes nothing at first;
 *   <li>everything else starts as without a parent.
 * </ul>
 *
 * @param initializer for what the parent does not have
 */
public record WeightInheritance(WeightInitializer initializer) {

  /**
   * @param weights all parameters of the child, in its program's order
   */
  public record Inherited(Weights weights, InheritanceReport report) {}

  /**
   * @param parent weights of the parent; parameters that the child does not have are ignored
   */
  public Inherited inherit(Program child, Weights parent) {
    return new InheritedProgram(child, new Parent(child, parent), initializer).build();
  }

  /** A start without a parent. */
  public Inherited fresh(Program program) {
    return new Inherited(
        initializer.initial(program), InheritanceReport.nothing(trainable(program)));
  }

  /**
   * A start from the weights of the very same parameters, as they are.
   *
   * @param weights all parameters of the program, in its order
   */
  public Inherited same(Program program, Weights weights) {
    return new Inherited(weights, InheritanceReport.everything(trainable(program)));
  }

  private static long trainable(Program program) {
    return program.parameters().stream()
        .filter(parameter -> parameter.role().trainable())
        .mapToLong(parameter -> parameter.elements())
        .sum();
  }
}
