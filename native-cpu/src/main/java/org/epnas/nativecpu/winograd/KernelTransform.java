package org.epnas.nativecpu.winograd;

import static org.epnas.nativecpu.winograd.WinogradShape.KERNEL;
import static org.epnas.nativecpu.winograd.WinogradShape.LANES;
import static org.epnas.nativecpu.winograd.WinogradShape.PATCH;
import static org.epnas.nativecpu.winograd.WinogradShape.POINTS;
import static org.epnas.nativecpu.winograd.WinogradShape.SPECIES;
import static org.epnas.nativecpu.winograd.WinogradShape.TAPS;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.Arrays;
import jdk.incubator.vector.FloatVector;
import org.epnas.nativecpu.openmp.ParallelLoop;
import org.epnas.nativecpu.openmp.Team;

/**
 * Takes kernels to the points, G g G^T, into the panels that {@link PointProduct} reads: what
 * {@link WinogradConvolution} needs in the workspace. For the gradient of the input the kernels are
 * turned by 180 degrees and lead from output to input.
 */
public final class KernelTransform {
  /** Where a part keeps the taps of a vector of kernels, half-way ones, and points. */
  private static final int TAPS_AT = 0;

  private static final int HALF_AT = TAPS * LANES;
  private static final int POINTS_AT = HALF_AT + PATCH * KERNEL * LANES;
  private static final int SCRATCH = POINTS_AT + POINTS * LANES;

  private final WinogradShape shape;
  private final MemorySegment weights;
  private final boolean turned;
  private final Workspace workspace;
  private final ParallelLoop loop;

  /**
   * @param shape of the convolution that reads the result: where {@code turned}, its inputs are the
   *     kernels' outputs
   * @param weights (outputs, inputs, 3, 3) f32, row-major
   * @param arena scope of the loop's native entry point
   */
  public KernelTransform(
      WinogradShape shape,
      MemorySegment weights,
      boolean turned,
      Workspace workspace,
      Team team,
      Arena arena) {
    this.shape = shape;
    this.weights = weights;
    this.turned = turned;
    this.workspace = workspace;
    workspace.reserve((POINTS + TAPS) * shape.kernelFloats(), SCRATCH);
    loop = team.loop(arena, this::transform);
  }

  /** Copies the kernels after the panels, then fills the panels. */
  public void run() {
    int count = shape.inputs() * shape.outputs() * TAPS;
    MemorySegment.copy(weights, ValueLayout.JAVA_FLOAT, 0, workspace.kernels(), kernelsAt(), count);
    loop.run();
  }

  private int kernelsAt() {
    return POINTS * shape.kernelFloats();
  }

  private void transform(int part, int parts) {
    float[] scratch = workspace.part(part);
    int rows = shape.inputGroups() * LANES;
    int end = (int) ((long) rows * (part + 1) / parts);
    for (int input = (int) ((long) rows * part / parts); input < end; input++) {
      for (int group = 0; group < shape.outputGroups(); group++) {
        load(input, group * LANES, scratch);
        transform(scratch);
        store(input, group, scratch);
      }
    }
  }

  /** One tap of a vector of kernels after the other; 0 beyond the last channel. */
  private void load(int input, int output, float[] scratch) {
    float[] kernels = workspace.kernels();
    int step = turned ? TAPS : TAPS * shape.inputs();
    int first = turned ? input * shape.outputs() + output : output * shape.inputs() + input;
    int lanes = input < shape.inputs() ? Math.min(LANES, shape.outputs() - output) : 0;
    for (int tap = 0; tap < TAPS; tap++) {
      int from = kernelsAt() + TAPS * first + (turned ? TAPS - 1 - tap : tap);
      int to = TAPS_AT + tap * LANES;
      for (int lane = 0; lane < lanes; lane++) {
        scratch[to + lane] = kernels[from + lane * step];
      }
      Arrays.fill(scratch, to + lanes, to + LANES, 0);
    }
  }

  private static void transform(float[] scratch) {
    int row = KERNEL * LANES;
    for (int at = 0; at < row; at += LANES) {
      Transform.kernel(scratch, TAPS_AT + at, row, HALF_AT + at, row);
    }
    for (int i = 0; i < PATCH; i++) {
      int to = POINTS_AT + i * PATCH * LANES;
      Transform.kernel(scratch, HALF_AT + i * row, LANES, to, LANES);
    }
  }

  private void store(int input, int group, float[] scratch) {
    float[] kernels = workspace.kernels();
    int to = PointProduct.kernelIndex(shape, input, group);
    for (int point = 0; point < POINTS; point++) {
      FloatVector.fromArray(SPECIES, scratch, POINTS_AT + point * LANES)
          .intoArray(kernels, to + point * shape.kernelFloats());
    }
  }
}
