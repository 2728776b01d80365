package org.epnas.nativecpu.network;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Objects;
import java.util.SequencedMap;
import org.epnas.kernel.program.Parameter;
import org.epnas.kernel.program.Program;
import org.epnas.nativecpu.loop.StepState;
import org.epnas.nativecpu.onednn.DataType;
import org.epnas.nativecpu.onednn.Layout;
import org.epnas.nativecpu.onednn.OneDnn;
import org.epnas.nativecpu.openmp.Team;
import org.epnas.nativecpu.slice.SlicePolicy;
import org.epnas.nativecpu.slice.Slices;
import org.epnas.nativecpu.step.StepList;
import org.epnas.nativecpu.step.Steps;
import org.epnas.nativecpu.step.View;
import org.epnas.training.backend.Backend.CompileOptions;
import org.epnas.training.backend.Precision;
import org.epnas.training.plan.TrainingSchedule;
import org.epnas.training.weights.Weights;
import org.epnas.training.weights.Weights.NamedTensor;

/**
 * A compiled program: its steps, parameters and memory. Owns every native handle and byte that it
 * uses. Not thread-safe.
 */
public final class Network implements AutoCloseable {
  private final Program program;
  private final OneDnn dnn;
  private final Arena arena;
  private final StepState state;
  private final ParameterStore parameters;
  private final Steps steps;

  /** (N, classes) f32, row-major; evaluation leaves it as it was written. */
  private final MemorySegment logits;

  private final WeightTransfer transfer;

  private Network(CompileContext context, Arena arena) {
    this.program = context.program();
    this.dnn = context.dnn();
    this.arena = arena;
    this.state = context.state();
    this.parameters = context.parameters();
    NetworkCompiler compiler = new NetworkCompiler(context);
    this.steps = compiler.compile(arena);
    this.logits = steps.binding().segment(compiler.logits());
    this.transfer = new WeightTransfer(dnn, arena, steps.binding());
  }

  /** Compiles a program. Nothing stays allocated if that fails. */
  @SuppressWarnings("MustBeClosed") // the network closes the arena
  public static Network compile(
      Program program, CompileOptions options, Team team, SlicePolicy policy) {
    OneDnn dnn = OneDnn.open();
    Arena arena = Arena.ofShared();
    try {
      return new Network(context(program, options, team, policy, dnn), arena);
    } catch (RuntimeException | Error e) {
      dnn.close();
      arena.close();
      throw e;
    }
  }

  private static CompileContext context(
      Program program, CompileOptions options, Team team, SlicePolicy policy, OneDnn dnn) {
    TrainingSchedule schedule = TrainingSchedule.of(program);
    DataType type = type(options.precision());
    Layout layout = LayoutChoice.of(program, dnn, type);
    Slices slices = SliceChoice.of(policy, program, options.batchSize(), dnn, type, layout, team);
    SliceForms forms = new SliceForms(dnn, team, slices, policy.gradientShare());
    StepList steps = new StepList(slices, team);
    Values values = new Values(dnn, steps);
    return new CompileContext(
        dnn,
        program,
        schedule,
        options,
        type,
        layout,
        team,
        slices,
        forms,
        new StepState(),
        steps,
        values,
        new Gradients(dnn, forms, steps, values),
        new ParameterStore(schedule, steps),
        WinogradBuffers.of(team.threads()));
  }

  private static DataType type(Precision precision) {
    return switch (precision) {
      case FP32 -> DataType.F32;
      case BF16 -> DataType.BF16;
    };
  }

  /** What the next step is given and what the last one has found. */
  public StepState state() {
    return state;
  }

  /** Runs one training step on the batch of {@link #state}. */
  public void train() {
    steps.train();
  }

  /** As {@link #train()}, with the nanoseconds of each of {@link #trainingSteps} in its place. */
  public void train(long[] nanos) {
    steps.train(nanos);
  }

  /** Runs the forward pass in evaluation mode on the batch of {@link #state}. */
  public void evaluate() {
    steps.evaluate();
  }

  /**
   * A copy of the logits of the evaluation that has just run, (images, classes); NaN where
   * something on the way was not finite, which the logits alone would not show.
   *
   * @param images of its batch
   */
  public float[] logits(int images) {
    float[] copy = new float[images * program.classes()];
    if (Double.isNaN(state.loss())) {
      Arrays.fill(copy, Float.NaN);
    } else {
      MemorySegment.copy(logits, ValueLayout.JAVA_FLOAT, 0, copy, 0, copy.length);
    }
    return copy;
  }

  /** A copy of all parameters in the program's order, row-major. */
  public Weights weights() {
    SequencedMap<String, NamedTensor> tensors = new LinkedHashMap<>();
    for (int i = 0; i < program.parameters().size(); i++) {
      Parameter parameter = program.parameters().get(i);
      float[] values = new float[parameter.elements()];
      transfer.read(parameters.weights(i), values);
      tensors.put(parameter.name(), new NamedTensor(parameter.shape(), values));
    }
    return new Weights(tensors);
  }

  /** Sets all parameters, whose names and shapes are the program's, and clears the momentum. */
  public void load(Weights weights) {
    for (int i = 0; i < program.parameters().size(); i++) {
      String name = program.parameters().get(i).name();
      View view = parameters.weights(i);
      NamedTensor tensor = weights.tensors().get(name);
      if (tensor == null) {
        throw new IllegalArgumentException("Weights lack the parameter (" + name + ")");
      }
      transfer.write(view, tensor.values());
    }
    parameters
        .sections()
        .forEach(section -> steps.binding().segment(section.velocities()).fill((byte) 0));
  }

  /** A copy of the momentum in the program's order, row-major; zeros where nothing is trained. */
  public Weights velocities() {
    SequencedMap<String, NamedTensor> tensors = new LinkedHashMap<>();
    for (int i = 0; i < program.parameters().size(); i++) {
      Parameter parameter = program.parameters().get(i);
      float[] values = new float[parameter.elements()];
      parameters.velocity(i).ifPresent(view -> transfer.read(view, values));
      tensors.put(parameter.name(), new NamedTensor(parameter.shape(), values));
    }
    return new Weights(tensors);
  }

  /** Sets the momentum, whose names and shapes are the program's. */
  public void loadVelocities(Weights velocities) {
    for (int i = 0; i < program.parameters().size(); i++) {
      NamedTensor tensor =
          Objects.requireNonNull(
              velocities.tensors().get(program.parameters().get(i).name()), "checked before");
      parameters.velocity(i).ifPresent(view -> transfer.write(view, tensor.values()));
    }
  }

  /** Steps of training and evaluation in order, with the code that computes each. */
  public List<Steps.Entry> steps() {
    return steps.entries();
  }

  /** The steps of {@link #train()} in order. */
  public List<Steps.Entry> trainingSteps() {
    return steps.training();
  }

  /** Bytes of native memory. */
  public long memoryBytes() {
    return steps.memoryBytes();
  }

  /** The most bytes that are alive at one time in a step. */
  public long leastMemoryBytes() {
    return steps.plan().peakBytes();
  }

  @Override
  public void close() {
    dnn.close();
    arena.close();
    steps.close();
  }
}
