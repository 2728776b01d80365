package org.epnas.nativecpu.network;

import java.util.List;
import java.util.Optional;
import org.epnas.kernel.program.Op;
import org.epnas.nativecpu.onednn.Argument;
import org.epnas.nativecpu.onednn.Combination;
import org.epnas.nativecpu.onednn.Nonlinearity;
import org.epnas.nativecpu.step.View;
import org.epnas.training.plan.Pass;

/** A sum of tensors, with the activation behind it if nobody else reads what lies between. */
final class AddUnit implements Unit {
  private final Construction construction;
  private final int index;
  private final Op.Add op;
  private final Optional<Nonlinearity> activation;
  private final int output;

  /**
   * @param activation follows the sum and writes {@code output}; its derivative follows from its
   *     output
   */
  AddUnit(
      Construction construction,
      int index,
      Op.Add op,
      Optional<Nonlinearity> activation,
      int output) {
    this.construction = construction;
    this.index = index;
    this.op = op;
    this.activation = activation;
    this.output = output;
  }

  @Override
  public int op() {
    return index;
  }

  @Override
  public int output() {
    return output;
  }

  @Override
  public void forward() {
    View first = construction.values().of(op.inputs().getFirst());
    View y = View.fresh(construction.name("output of", index), first.descriptor());
    View sum = first;
    List<Integer> others = op.inputs().subList(1, op.inputs().size());
    for (int i = 0; i < others.size(); i++) {
      boolean last = i == others.size() - 1;
      View next = construction.values().of(others.get(i), y.descriptor(), Pass.BOTH);
      addSum(sum, next, y, last ? activation : Optional.empty());
      sum = y;
    }
    construction.values().define(output, y);
  }

  private void addSum(View first, View second, View sum, Optional<Nonlinearity> then) {
    construction.add(
        Pass.BOTH,
        construction
            .step("forward", index, Combination.SUM.of(construction.dnn(), sum.descriptor(), then))
            .read(Argument.SOURCE, first)
            .read(Argument.SOURCE_1, second)
            .write(Argument.DESTINATION, sum),
        () ->
            Optional.of(
                Combination.SUM.of(
                    construction.dnn(), construction.forms().slice(sum.descriptor()), then)));
  }

  @Override
  public void backward() {
    activation.ifPresent(this::backwardActivation);
    List<Integer> receivers = op.inputs().stream().filter(construction::isDifferentiable).toList();
    receivers.forEach(input -> construction.gradients().pass(output, input));
    construction.gradients().release(output);
  }

  private void backwardActivation(Nonlinearity nonlinearity) {
    View y = construction.values().of(output);
    View dx = ActivationBackward.add(construction, index, nonlinearity, y, output);
    construction.gradients().replace(output, dx);
  }
}
