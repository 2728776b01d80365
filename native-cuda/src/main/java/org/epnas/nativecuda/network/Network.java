package org.epnas.nativecuda.network;

import java.util.ArrayList;
import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.function.IntSupplier;
import org.epnas.kernel.architecture.TensorShape;
import org.epnas.kernel.program.Program;
import org.epnas.nativecuda.kernel.KernelLibrary;
import org.epnas.nativecuda.library.AlgorithmChoice;
import org.epnas.nativecuda.library.Blas;
import org.epnas.nativecuda.library.Dnn;
import org.epnas.nativecuda.runtime.CudaDevice;
import org.epnas.nativecuda.runtime.CudaException;
import org.epnas.nativecuda.runtime.Stream;
import org.epnas.training.backend.Backend.CompileOptions;
import org.epnas.training.backend.BackendException;
import org.epnas.training.backend.DeviceBatches;
import org.epnas.training.backend.Executable.Batch;
import org.epnas.training.backend.Executable.BatchResult;
import org.epnas.training.backend.Executable.StepOptions;
import org.epnas.training.backend.GuardedResidentExecutable;
import org.epnas.training.backend.OpDescription;
import org.epnas.training.plan.Fusion;
import org.epnas.training.plan.TrainingSchedule;
import org.epnas.training.weights.Weights;

/**
 * A program compiled for one device: its steps, parameters and memory, on a stream of its own. Not
 * thread-safe.
 */
public final class Network implements GuardedResidentExecutable.Raw {
  /** Values of a tensor that a kernel can index. */
  private static final long LARGEST_TENSOR = 1L << 30;

  private final Program program;
  private final CompileOptions options;
  private final CudaDevice device;
  private final Scope scope;
  private final StepList passes;
  private final Staging staging;
  private final LossStep loss;
  private final Replay training;
  private final Replay evaluation;
  private final ResidentPasses resident;
  private final WeightTransfer transfer;
  private final List<AlgorithmChoice> algorithms;

  private Network(
      Program program,
      CompileOptions options,
      CudaDevice device,
      KernelLibrary kernels,
      DataSets dataSets,
      Scope scope) {
    this.program = program;
    this.options = options;
    this.device = device;
    this.scope = scope;
    Stream stream = Stream.on(device);
    scope.own(stream::close);
    CompileContext context = context(stream, kernels);
    this.passes = context.steps();
    Buffer images = images(context);
    Buffer labels = context.scratch("labels", options.batchSize());
    this.loss = new NetworkCompiler(context).compile(images, labels);
    this.algorithms = List.copyOf(context.choices());
    if (options.checked()) {
      Activations.separate(passes, scope);
    } else {
      Activations.share(passes, scope);
    }
    this.staging = new Staging(stream, context.control(), images, labels, loss.logits(), scope);
    this.training = new Replay(stream, scope, () -> uploaded(passes::train));
    this.evaluation = new Replay(stream, scope, () -> uploaded(passes::evaluate));
    this.resident = new ResidentPasses(context, dataSets, labels, loss);
    scope.own(resident::close);
    this.transfer = new WeightTransfer(context.launcher(), context.parameters());
  }

  private void uploaded(Runnable pass) {
    passes.input();
    pass.run();
  }

  /** Compiles a program. Nothing stays allocated if that fails. */
  public static Network compile(
      Program program,
      CompileOptions options,
      CudaDevice device,
      KernelLibrary kernels,
      DataSets dataSets) {
    device.use();
    requireIndexable(program, options);
    Scope scope = new Scope(device);
    try {
      return new Network(program, options, device, kernels, dataSets, scope);
    } catch (RuntimeException e) {
      scope.closeAfter(e);
      throw explained(program, options, e);
    }
  }

  private static RuntimeException explained(
      Program program, CompileOptions options, RuntimeException e) {
    return isOutOfMemory(e) ? outOfMemory(program, options, e) : e;
  }

  private static boolean isOutOfMemory(RuntimeException e) {
    return (e instanceof CudaException cuda && cuda.outOfMemory())
        || (e.getCause() instanceof CudaException cause && cause.outOfMemory());
  }

  private static BackendException.OutOfMemory outOfMemory(
      Program program, CompileOptions options, RuntimeException e) {
    return new BackendException.OutOfMemory(
        "Program with input (%s) at batch size (%s) does not fit the memory of device (%s: %s): %s. Maybe use a smaller batch (--batch-size) or fewer trials at the same time (--workers)."
            .formatted(
                program.input(),
                options.batchSize(),
                options.device().id(),
                options.device().description(),
                e.getMessage()));
  }

  private static void requireIndexable(Program program, CompileOptions options) {
    for (TensorShape shape : program.tensors()) {
      if (options.batchSize() * shape.elements() > LARGEST_TENSOR) {
        throw new BackendException.OutOfMemory(
            "Tensor of (%s) at batch size (%s) has more than (%s) values, the most that a kernel on device (%s) can index. Maybe use a smaller batch."
                .formatted(shape, options.batchSize(), LARGEST_TENSOR, options.device().id()));
      }
    }
  }

  private CompileContext context(Stream stream, KernelLibrary kernels) {
    TrainingSchedule schedule = TrainingSchedule.of(program);
    TensorFormat format = TensorFormat.of(options.precision());
    Dnn dnn = new Dnn(stream);
    scope.own(dnn::close);
    Blas blas = new Blas(stream, scope.allocate(Blas.WORKSPACE_BYTES), options.deterministic());
    scope.own(blas::close);
    Values values = new Values(program, options.batchSize(), format);
    Fusion fusion = Emitters.fusion(schedule);
    return new CompileContext(
        schedule,
        fusion,
        options,
        format,
        new Launcher(kernels, stream, format),
        dnn,
        blas,
        scope,
        new StepList(),
        values,
        new Gradients(schedule, fusion, values, format),
        new ParameterStore(schedule, format, scope),
        new Control(options.checked() ? program.ops().size() : 0, scope),
        new ArrayList<>());
  }

  /** Where images of f32 come to: the input itself, where that is what the network reads. */
  private static Buffer images(CompileContext context) {
    return switch (context.format()) {
      case NCHW_F32 -> context.values().of(Program.INPUT);
      case NHWC_BF16 -> context.scratch("images", context.values().elements(Program.INPUT));
    };
  }

  /** One training step on a batch of exactly the compiled size. */
  @Override
  public BatchResult train(Batch batch, StepOptions step, long number) {
    device.use();
    staging.clearResults();
    staging.upload(batch, program.input().elements());
    staging.upload(step, number, batch.size());
    training.run();
    return result(batch.size());
  }

  /** Forward in evaluation mode on a batch of at most the compiled size. */
  @Override
  public BatchResult evaluate(Batch batch) {
    device.use();
    staging.clearResults();
    staging.upload(batch, program.input().elements());
    evaluation.run();
    loss.evaluate(batch.size());
    return result(batch.size());
  }

  /**
   * Logits in evaluation mode of a batch of at most the compiled size, (N, classes); its labels do
   * not count.
   */
  @Override
  public float[] logits(Batch batch) {
    device.use();
    staging.clearResults();
    staging.upload(batch, program.input().elements());
    evaluation.run();
    float[] logits = staging.downloadLogits(batch.size() * program.classes());
    if (options.checked()) {
      requireFinite(staging.download());
    }
    return logits;
  }

  /** Training steps on batches that the device makes itself. */
  @Override
  public BatchResult train(
      DeviceBatches batches, List<StepOptions> steps, long firstStep, BooleanSupplier goOn) {
    return onDevice(() -> resident.train(batches, steps, firstStep, goOn));
  }

  /** Forward in evaluation mode on batches that the device makes itself. */
  @Override
  public BatchResult evaluate(DeviceBatches batches, BooleanSupplier goOn) {
    return onDevice(() -> resident.evaluate(batches, goOn));
  }

  /** Waits once, at the end. The data set and the order of its images may not fit any more. */
  private BatchResult onDevice(IntSupplier pass) {
    device.use();
    try {
      staging.clearResults();
      return result(pass.getAsInt());
    } catch (CudaException e) {
      throw explained(program, options, e);
    }
  }

  /**
   * @param images that the totals are over
   */
  private BatchResult result(int images) {
    Staging.Result result = staging.download();
    if (options.checked()) {
      requireFinite(result);
    }
    return new BatchResult(result.loss() / Math.max(1, images), result.correct());
  }

  private void requireFinite(Staging.Result result) {
    for (int op = 0; op < program.ops().size(); op++) {
      int index = result.check(op);
      if (index < LARGEST_TENSOR) {
        throw new BackendException(
            "%s on device (%s) gave NaN or infinity at value (%s). Maybe use --precision fp32, a larger --batch-size or another --seed."
                .formatted(OpDescription.of(program, op), options.device().id(), index));
      }
    }
  }

  /** A copy of all parameters in the program's order, row-major. */
  @Override
  public Weights weights() {
    device.use();
    return transfer.read(program.parameters().size());
  }

  /** Sets all parameters, whose names and shapes are the program's, and clears the momentum. */
  @Override
  public void load(Weights weights) {
    device.use();
    transfer.write(weights, program.parameters().size());
  }

  /** A copy of the momentum in the program's order; zeros where nothing is trained. */
  @Override
  public Weights velocities() {
    device.use();
    return transfer.readVelocities(program.parameters().size());
  }

  /** Sets the momentum, whose names and shapes are the program's. */
  @Override
  public void loadVelocities(Weights velocities) {
    device.use();
    transfer.writeVelocities(velocities, program.parameters().size());
  }

  /** What cuDNN chose for each convolution and direction. */
  public List<AlgorithmChoice> algorithms() {
    return algorithms;
  }

  /** Bytes on the device and for copies on this computer. */
  @Override
  public long memoryBytes() {
    return scope.bytes() + resident.bytes();
  }

  @Override
  public void close() {
    device.use();
    scope.close();
  }
}
