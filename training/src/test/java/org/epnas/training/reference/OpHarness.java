package org.epnas.training.reference;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.epnas.kernel.architecture.TensorShape;
import org.epnas.kernel.program.Parameter;
import org.epnas.kernel.program.Parameter.Role;
import org.epnas.training.plan.ParameterGroups.Group;
import org.epnas.training.reference.BoundOp.BatchPass;
import org.epnas.training.reference.BoundOp.Operands;

/** Runs one op of the reference backend on values written down in a test. */
final class OpHarness {
  private final int images;
  private final Operands operands;

  private OpHarness(int images, Operands operands) {
    this.images = images;
    this.operands = operands;
  }

  /** An op with one input, given as (n, c, h, w) values. */
  static OpHarness unary(TensorShape input, TensorShape output, double... x) {
    int images = (int) (x.length / input.elements());
    Tensor in = tensor(input, images);
    fill(in, x);
    return of(images, List.of(in), output);
  }

  static OpHarness of(int images, List<Tensor> inputs, TensorShape output) {
    List<Optional<Tensor>> gradients =
        inputs.stream().map(input -> Optional.of(tensor(input.shape(), images))).toList();
    return new OpHarness(
        images,
        new Operands(
            inputs, tensor(output, images), gradients, Optional.of(tensor(output, images))));
  }

  /** Not at the start of its array, as in an arena. */
  static Tensor tensor(TensorShape shape, int images) {
    int offset = 3;
    return new Tensor(new float[offset + (int) (images * shape.elements())], offset, shape);
  }

  static void fill(Tensor tensor, double... values) {
    for (int i = 0; i < values.length; i++) {
      tensor.values()[tensor.offset() + i] = (float) values[i];
    }
  }

  static Parameters.State parameter(Role role, List<Integer> shape, double... values) {
    Parameters.State state = Parameters.State.of(new Parameter("p", shape, role), group(role));
    for (int i = 0; i < values.length; i++) {
      state.values()[i] = (float) values[i];
    }
    return state;
  }

  private static Group group(Role role) {
    if (!role.trainable()) {
      return Group.UNTRAINED;
    }
    return role.decayed() ? Group.DECAYED : Group.UNDECAYED;
  }

  BoundOp bind(Function<Operands, BoundOp> constructor) {
    return constructor.apply(operands);
  }

  float[] forward(BoundOp op, boolean training) {
    op.forward(new BatchPass(images, training, 0));
    return values(operands.output());
  }

  /** The gradients of all inputs, one after another. */
  float[] backward(BoundOp op, double... outputGradient) {
    fill(operands.outputGradient().orElseThrow(), outputGradient);
    op.backward(new BatchPass(images, true, 0));
    float[] all = new float[0];
    for (Optional<Tensor> gradient : operands.inputGradients()) {
      float[] one = values(gradient.orElseThrow());
      int end = all.length;
      all = Arrays.copyOf(all, end + one.length);
      System.arraycopy(one, 0, all, end, one.length);
    }
    return all;
  }

  private float[] values(Tensor tensor) {
    int end = tensor.offset() + tensor.size(images);
    return Arrays.copyOfRange(tensor.values(), tensor.offset(), end);
  }
}
