package org.epnas.benchmarks.libtorch;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.SGD;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorOptional;
import org.bytedeco.pytorch.global.torch;
import org.bytedeco.pytorch.global.torch.DeviceType;
import org.bytedeco.pytorch.global.torch.ScalarType;
import org.epnas.benchmarks.task.MemoryFormat;
import org.epnas.benchmarks.task.SyntheticBatch;
import org.epnas.benchmarks.task.TrainingTask;
import org.epnas.benchmarks.task.Workload;
import org.epnas.kernel.architecture.TensorShape;
import org.epnas.kernel.program.Program;
import org.epnas.training.backend.Precision;

/** Trains with libtorch; bf16 by its autocast, which keeps parameters and statistics in f32. */
final class LibtorchTraining implements Workload {
  /** What libtorch calls "take the mean", and "leave no class out". */
  private static final long MEAN = 1;

  private static final long NO_CLASS = -100;

  /** Images and labels on libtorch's side, made before the clock runs. */
  private record Input(Tensor images, Tensor labels) {}

  private final boolean bf16;
  private final LibtorchParameters parameters;
  private final LibtorchNetwork network;
  private final List<Input> inputs;
  private final TensorOptional noWeights = new TensorOptional();
  private SGD optimiser;

  LibtorchTraining(MemoryFormat format, TrainingTask task) {
    torch.set_num_threads(task.threads());
    bf16 = task.precision() == Precision.BF16;
    if (bf16) {
      torch.set_autocast_dtype(DeviceType.CPU, ScalarType.BFloat16);
      // Each weight is read once in a step: a cache would only keep the copies.
      torch.set_autocast_cache_enabled(false);
    }
    Program program = task.program();
    parameters = new LibtorchParameters(program, TrainingTask.weights(program), format);
    network = new LibtorchNetwork(program, parameters);
    inputs = task.batches(program).stream().map(batch -> input(program, batch, format)).toList();
    optimiser = parameters.optimiser(TrainingTask.STEP);
  }

  private static Input input(Program program, SyntheticBatch batch, MemoryFormat format) {
    TensorShape shape = program.input();
    List<Integer> dimensions =
        List.of(batch.labels().length, shape.channels(), shape.height(), shape.width());
    long[] labels = Arrays.stream(batch.labels()).asLongStream().toArray();
    return new Input(LibtorchTensors.of(batch.images(), dimensions, format), Tensor.create(labels));
  }

  @Override
  public void reset() {
    parameters.reset();
    optimiser.close();
    optimiser = parameters.optimiser(TrainingTask.STEP);
  }

  @Override
  public void step(int number) {
    float _ = train(number);
  }

  private float train(int number) {
    Input input = inputs.get(number % inputs.size());
    try (PointerScope _ = new PointerScope()) {
      Tensor loss = loss(forward(input.images()), input.labels());
      optimiser.zero_grad();
      loss.backward();
      optimiser.step();
      return loss.item_float();
    }
  }

  private Tensor forward(Tensor images) {
    if (!bf16) {
      return network.forward(images);
    }
    torch.set_autocast_enabled(DeviceType.CPU, true);
    Tensor logits = network.forward(images);
    torch.set_autocast_enabled(DeviceType.CPU, false);
    return logits.to(ScalarType.Float);
  }

  private Tensor loss(Tensor logits, Tensor labels) {
    return torch.cross_entropy_loss(
        logits, labels, noWeights, MEAN, NO_CLASS, TrainingTask.STEP.labelSmoothing());
  }

  @Override
  public SequencedMap<String, float[]> results() {
    float[] losses = new float[TrainingTask.COMPARED_STEPS];
    for (int step = 0; step < losses.length; step++) {
      losses[step] = train(step);
    }
    SequencedMap<String, float[]> results = new LinkedHashMap<>();
    results.put(TrainingTask.LOSSES, losses);
    return results;
  }

  @Override
  public void close() {
    optimiser.close();
  }
}
