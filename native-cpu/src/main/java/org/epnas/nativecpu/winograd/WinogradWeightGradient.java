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
 * The gradient of the kernels, the transpose of {@link WinogradConvolution}: dg = G^T (sum over the
 * tiles of (A dY A^T) * (B^T d B)) G. Each part of the loop sums over tiles of its own; the sums
 * are added in the order of the parts, so the same number of parts gives the same bits.
 */
public final class WinogradWeightGradient {
  /** Where a part keeps the points of a vector of kernels in the end, half-way values, and taps. */
  private static final int POINTS_AT = 0;

  private static final int HALF_AT = POINTS * LANES;
  private static final int TAPS_AT = HALF_AT + KERNEL * PATCH * LANES;
  private static final int SCRATCH = TAPS_AT + TAPS * LANES;

  private final WinogradShape shape;
  private final Tiles x;
  private final Tiles dy;

  /** (outputs, inputs, 3, 3) f32, row-major; overwritten. */
  private final MemorySegment gradient;

  private final Workspace workspace;
  private final Block block;

  /** Where a part keeps its sums, (36, inputs, outputs). */
  private final int sumsAt;

  private final ParallelLoop tileLoop;
  private final ParallelLoop kernelLoop;

  /**
   * @param x (N, C / lanes, H, W, lanes)
   * @param dy likewise, the gradient of the outputs
   * @param gradient (outputs, inputs, 3, 3), row-major, overwritten
   * @param arena scope of the loops' native entry points
   */
  public WinogradWeightGradient(
      WinogradShape shape,
      MemorySegment x,
      MemorySegment dy,
      MemorySegment gradient,
      Workspace workspace,
      Team team,
      Arena arena) {
    this.shape = shape;
    this.x = new Tiles(shape, x, shape.inputGroups());
    this.dy = new Tiles(shape, dy, shape.outputGroups());
    this.gradient = gradient;
    this.workspace = workspace;
    this.block = Block.of(shape);
    this.sumsAt = Math.max(block.size(), SCRATCH);
    workspace.reserve(0, sumsAt + POINTS * shape.kernelFloats());
    tileLoop = team.loop(arena, this::addTiles);
    kernelLoop = team.loop(arena, this::finish);
  }

  public void run() {
    tileLoop.run();
    kernelLoop.run();
  }

  private void addTiles(int part, int parts) {
    float[] all = workspace.part(part);
    Arrays.fill(all, sumsAt, sumsAt + POINTS * shape.kernelFloats(), 0);
    int end = shape.firstTile(part + 1, parts);
    for (int first = shape.firstTile(part, parts); first < end; first += block.tiles()) {
      int count = Math.min(block.tiles(), end - first);
      toPoints(first, count, all);
      multiply(count, all);
    }
  }

  private void toPoints(int first, int count, float[] all) {
    int groupSize = block.tiles() * LANES;
    for (int tile = 0; tile < count; tile++) {
      int input = block.inputsAt() + tile * LANES;
      for (int group = 0; group < shape.inputGroups(); group++) {
        TileTransform.input(
            x, first + tile, group, all, input + group * groupSize, block.inputPoint());
      }
      int output = block.outputsAt() + tile * LANES;
      for (int group = 0; group < shape.outputGroups(); group++) {
        TileTransform.outputGradient(
            dy, first + tile, group, all, output + group * groupSize, block.outputPoint());
      }
    }
  }

  private void multiply(int count, float[] all) {
    for (int point = 0; point < POINTS; point++) {
      PointOuterProduct.add(
          count,
          block.tiles() * LANES,
          shape.inputGroups(),
          shape.outputGroups(),
          all,
          block.inputsAt() + point * block.inputPoint(),
          block.outputsAt() + point * block.outputPoint(),
          sumsAt + point * shape.kernelFloats());
    }
  }

  /** Adds the sums of all parts and takes them to the taps; a part does some of the inputs. */
  private void finish(int part, int parts) {
    float[] scratch = workspace.part(part);
    int end = (int) ((long) shape.inputs() * (part + 1) / parts);
    for (int input = (int) ((long) shape.inputs() * part / parts); input < end; input++) {
      for (int group = 0; group < shape.outputGroups(); group++) {
        sum(sumsAt + (input * shape.outputGroups() + group) * LANES, scratch);
        toTaps(scratch);
        store(input, group * LANES, scratch);
      }
    }
  }

  private void sum(int from, float[] scratch) {
    for (int point = 0; point < POINTS; point++) {
      int at = from + point * shape.kernelFloats();
      FloatVector sum = FloatVector.fromArray(SPECIES, workspace.part(0), at);
      for (int part = 1; part < workspace.parts(); part++) {
        sum = sum.add(FloatVector.fromArray(SPECIES, workspace.part(part), at));
      }
      sum.intoArray(scratch, POINTS_AT + point * LANES);
    }
  }

  /** G^T M G. */
  private static void toTaps(float[] scratch) {
    int row = PATCH * LANES;
    for (int at = 0; at < row; at += LANES) {
      Transform.kernelGradient(scratch, POINTS_AT + at, row, HALF_AT + at, row);
    }
    for (int i = 0; i < KERNEL; i++) {
      int to = TAPS_AT + i * KERNEL * LANES;
      Transform.kernelGradient(scratch, HALF_AT + i * row, LANES, to, LANES);
    }
  }

  private void store(int input, int output, float[] scratch) {
    int lanes = Math.min(LANES, shape.outputs() - output);
    long step = (long) TAPS * shape.inputs();
    for (int tap = 0; tap < TAPS; tap++) {
      int from = TAPS_AT + tap * LANES;
      long to = output * step + (long) TAPS * input + tap;
      for (int lane = 0; lane < lanes; lane++) {
        gradient.setAtIndex(ValueLayout.JAVA_FLOAT, to + lane * step, scratch[from + lane]);
      }
    }
  }
}
