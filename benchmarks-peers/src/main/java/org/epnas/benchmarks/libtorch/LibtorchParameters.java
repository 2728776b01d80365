package org.epnas.benchmarks.libtorch;

import java.util.ArrayList;
import java.util.List;
import org.bytedeco.pytorch.NoGradGuard;
import org.bytedeco.pytorch.OptimizerParamGroup;
import org.bytedeco.pytorch.OptimizerParamGroupVector;
import org.bytedeco.pytorch.SGD;
import org.bytedeco.pytorch.SGDOptions;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorOptional;
import org.bytedeco.pytorch.TensorVector;
import org.epnas.benchmarks.task.MemoryFormat;
import org.epnas.kernel.program.Parameter;
import org.epnas.kernel.program.Program;
import org.epnas.training.backend.Executable.StepOptions;
import org.epnas.training.weights.Weights;
import org.epnas.training.weights.Weights.NamedTensor;

/** A program's parameters as libtorch's tensors, f32, with an optimiser for the trainable ones. */
final class LibtorchParameters {
  private final List<Parameter> parameters;
  private final List<Tensor> tensors = new ArrayList<>();
  private final List<Tensor> initial = new ArrayList<>();

  LibtorchParameters(Program program, Weights weights, MemoryFormat format) {
    parameters = program.parameters();
    for (Parameter parameter : parameters) {
      NamedTensor values = weights.tensors().get(parameter.name());
      if (values == null) {
        throw new IllegalArgumentException("Weights lack the parameter (" + parameter.name() + ")");
      }
      Tensor start = LibtorchTensors.of(values.values(), values.shape(), format);
      initial.add(start);
      tensors.add(
          LibtorchTensors.of(values.values(), values.shape(), format)
              .set_requires_grad(parameter.role().trainable()));
    }
  }

  Tensor get(int parameter) {
    return tensors.get(parameter);
  }

  /** For libtorch's optional arguments. */
  TensorOptional optional(int parameter) {
    return new TensorOptional(get(parameter));
  }

  /** Sets all to their initial values. */
  void reset() {
    try (NoGradGuard _ = new NoGradGuard()) {
      for (int i = 0; i < tensors.size(); i++) {
        Tensor _ = tensors.get(i).copy_(initial.get(i));
      }
    }
  }

  /** SGD with Nesterov momentum, weight decay on the decayed parameters only. */
  SGD optimiser(StepOptions step) {
    SGDOptions options = new SGDOptions(step.learningRate());
    options.momentum().put(step.momentum());
    options.nesterov().put(true);
    options.weight_decay().put(step.weightDecay());
    SGD sgd =
        new SGD(
            new OptimizerParamGroupVector(
                new OptimizerParamGroup(trainable(true)),
                new OptimizerParamGroup(trainable(false))),
            options);
    new SGDOptions(sgd.param_groups().get(1).options()).weight_decay().put(0);
    return sgd;
  }

  private TensorVector trainable(boolean decayed) {
    TensorVector vector = new TensorVector();
    for (int i = 0; i < tensors.size(); i++) {
      Parameter.Role role = parameters.get(i).role();
      if (role.trainable() && role.decayed() == decayed) {
        vector.push_back(tensors.get(i));
      }
    }
    return vector;
  }
}
