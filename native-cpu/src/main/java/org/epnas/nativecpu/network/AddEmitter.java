package org.epnas.nativecpu.network;

import java.util.List;
import java.util.Optional;
import org.epnas.kernel.program.Op;
import org.epnas.nativecpu.onednn.Argument;
import org.epnas.nativecpu.onednn.Combination;
import org.epnas.nativecpu.onednn.Nonlinearity;
import org.epnas.nativecpu.step.View;
import org.epnas.training.plan.Pass;

/** A sum of tensors, with the activation after it if nobody else reads what lies between. */
final class AddEmitter implements Emitter {
  private final CompileContext context;
  private final int index;
  private final Op.Add op;
  private final Optional<Nonlinearity> activation;
  private final int output;

  /**
   * @param activation follows the sum and writes {@code output}; its derivative follows from its
   *     output
   */
  AddEmitter(
      CompileContext context, int index, Op.Add op, Optional<Nonlinearity> activation, int output) {
    this.context = context;
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
    View first = context.values().of(op.inputs().getFirst());
    View y = View.fresh(context.name("output of", index), first.descriptor());
    View sum = first;
    List<Integer> others = op.inputs().subList(1, op.inputs().size());
    for (int i = 0; i < others.size(); i++) {
      boolean last = i == others.size() - 1;
      View next = context.values().of(others.get(i), y.descriptor(), Pass.BOTH);
      addSum(sum, next, y, last ? activation : Optional.empty());
      sum = y;
    }
    context.values().define(output, y);
  }

  private void addSum(View first, View second, View sum, Optional<Nonlinearity> then) {
    context.add(
        Pass.BOTH,
        context
            .step("forward", index, Combination.SUM.of(context.dnn(), sum.descriptor(), then))
            .read(Argument.SOURCE, first)
            .read(Argument.SOURCE_1, second)
            .write(Argument.DESTINATION, sum),
        () ->
            Optional.of(
                Combination.SUM.of(context.dnn(), context.forms().slice(sum.descriptor()), then)));
  }

  @Override
  public void backward() {
    activation.ifPresent(this::backwardActivation);
    List<Integer> receivers = op.inputs().stream().filter(context::isDifferentiable).toList();
    receivers.forEach(input -> context.gradients().pass(output, input));
    context.gradients().release(output);
  }

  private void backwardActivation(Nonlinearity nonlinearity) {
    View y = context.values().of(output);
    View dx = ActivationBackward.add(context, index, nonlinearity, y, output);
    context.gradients().replace(output, dx);
  }
}
