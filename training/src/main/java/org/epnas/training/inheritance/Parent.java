package org.epnas.training.inheritance;

import java.util.Optional;
import org.epnas.kernel.program.Op;
import org.epnas.kernel.program.Parameter;
import org.epnas.kernel.program.Program;
import org.epnas.training.weights.Weights;
import org.epnas.training.weights.Weights.NamedTensor;

/**
 * What the parent has for the ops of a child: a parameter of the same name and rank.
 *
 * @param weights of the parent
 */
record Parent(Program child, Weights weights) {

  /** What the parent has for a parameter of the child. */
  Optional<NamedTensor> tensor(int parameter) {
    Parameter wanted = child.parameters().get(parameter);
    return Optional.ofNullable(weights.tensors().get(wanted.name()))
        .filter(tensor -> tensor.shape().size() == wanted.shape().size());
  }

  /**
   * The parent's weight. A convolution in groups that are not single channels is inherited only
   * where nothing about it changed: its channels cannot be followed.
   */
  Optional<NamedTensor> weight(Op.Convolution op) {
    Optional<NamedTensor> tensor = tensor(op.weight());
    if (depthwise(op)) {
      return tensor.filter(parent -> parent.shape().get(1) == 1);
    }
    return op.groups() == 1
        ? tensor
        : tensor.filter(
            parent -> parent.shape().equals(child.parameters().get(op.weight()).shape()));
  }

  /** Channels of the tensor that the parent's op reads; 0 where the parent has no such op. */
  int inputChannels(Op op) {
    return switch (op) {
      case Op.Convolution conv ->
          weight(conv)
              .map(w -> depthwise(conv) ? w.shape().get(0) : w.shape().get(1) * conv.groups())
              .orElse(0);
      case Op.BatchNorm norm -> tensor(norm.scale()).map(s -> s.shape().get(0)).orElse(0);
      case Op.Dense dense -> tensor(dense.weight()).map(w -> channels(dense, w)).orElse(0);
      case Op.Activate _,
          Op.MaxPool _,
          Op.AveragePool _,
          Op.GlobalAveragePool _,
          Op.Dropout _,
          Op.Add _,
          Op.Concat _ ->
          0;
    };
  }

  /** A convolution of each channel on its own. */
  boolean depthwise(Op.Convolution op) {
    int channels = child.tensors().get(op.input()).channels();
    return op.groups() == channels && child.tensors().get(op.output()).channels() == channels;
  }

  private int channels(Op.Dense dense, NamedTensor weight) {
    var input = child.tensors().get(dense.input());
    int pixels = input.height() * input.width();
    int features = weight.shape().get(1);
    return features % pixels == 0 ? features / pixels : 0;
  }
}
