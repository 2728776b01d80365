package org.epnas.benchmarks.libtorch;

import static org.epnas.benchmarks.task.LstmTask.BATCH;
import static org.epnas.benchmarks.task.LstmTask.GATES;
import static org.epnas.benchmarks.task.LstmTask.HIDDEN;
import static org.epnas.benchmarks.task.LstmTask.STEPS;
import static org.epnas.benchmarks.task.LstmTask.WIDTH;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.BoolOptional;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorVector;
import org.bytedeco.pytorch.global.torch;
import org.epnas.benchmarks.task.LstmTask;
import org.epnas.benchmarks.task.MemoryFormat;
import org.epnas.benchmarks.task.Workload;

/** libtorch's LSTM with one thread. */
final class LibtorchLstm implements Workload {
  private final Tensor inputs;
  private final Tensor inputWeight;
  private final Tensor stateWeight;
  private final Tensor bias;
  private final TensorVector initialState;
  private final TensorVector weights;

  /** Of what gradients are wanted. */
  private final TensorVector wanted;

  private final TensorVector stateGradients;
  private final BoolOptional keepNoGraph = new BoolOptional(false);

  LibtorchLstm(boolean oneDnn) {
    torch.set_num_threads(1);
    torch.globalContext().setUserEnabledMkldnn(oneDnn);
    LstmTask task = LstmTask.create();
    inputs = tensor(task.inputs(), STEPS, BATCH, WIDTH).set_requires_grad(true);
    inputWeight =
        tensor(LstmLayout.toLibtorch(task.inputWeight(), WIDTH), GATES * HIDDEN, WIDTH)
            .set_requires_grad(true);
    stateWeight =
        tensor(LstmLayout.toLibtorch(task.stateWeight(), HIDDEN), GATES * HIDDEN, HIDDEN)
            .set_requires_grad(true);
    bias = tensor(LstmLayout.toLibtorch(task.bias(), 1), GATES * HIDDEN).set_requires_grad(true);
    Tensor secondBias = tensor(new float[GATES * HIDDEN], GATES * HIDDEN);
    Tensor zeros = tensor(new float[BATCH * HIDDEN], 1, BATCH, HIDDEN);
    initialState = new TensorVector(zeros, zeros);
    weights = new TensorVector(inputWeight, stateWeight, bias, secondBias);
    wanted = new TensorVector(inputs, inputWeight, stateWeight, bias);
    stateGradients = new TensorVector(tensor(task.stateGradients(), STEPS, BATCH, HIDDEN));
  }

  private static Tensor tensor(float[] values, Integer... shape) {
    return LibtorchTensors.of(values, List.of(shape), MemoryFormat.NCHW);
  }

  @Override
  public void reset() {
    // Nothing changes the parameters.
  }

  @Override
  public void step(int number) {
    try (PointerScope _ = new PointerScope()) {
      TensorVector _ = backward(forward());
    }
  }

  private Tensor forward() {
    boolean biases = true;
    boolean training = true;
    boolean bidirectional = false;
    boolean batchFirst = false;
    return torch
        .lstm(inputs, initialState, weights, biases, 1, 0.0, training, bidirectional, batchFirst)
        .get0();
  }

  private TensorVector backward(Tensor states) {
    return torch.grad(new TensorVector(states), wanted, stateGradients, keepNoGraph, false, false);
  }

  @Override
  public SequencedMap<String, float[]> results() {
    SequencedMap<String, float[]> results = new LinkedHashMap<>();
    try (PointerScope _ = new PointerScope()) {
      Tensor states = forward();
      TensorVector gradients = backward(states);
      results.put(LstmTask.STATES, LibtorchTensors.values(states));
      results.put(LstmTask.INPUT_GRADIENTS, LibtorchTensors.values(gradients.get(0)));
      results.put(LstmTask.INPUT_WEIGHT_GRADIENTS, ours(gradients.get(1), WIDTH));
      results.put(LstmTask.STATE_WEIGHT_GRADIENTS, ours(gradients.get(2), HIDDEN));
      results.put(LstmTask.BIAS_GRADIENTS, ours(gradients.get(3), 1));
    }
    return results;
  }

  private static float[] ours(Tensor gradient, int rows) {
    return LstmLayout.fromLibtorch(LibtorchTensors.values(gradient), rows);
  }

  @Override
  public void close() {
    // The process ends.
  }
}
