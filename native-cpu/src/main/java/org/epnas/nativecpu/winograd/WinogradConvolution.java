package org.epnas.nativecpu.winograd;

import static org.epnas.nativecpu.winograd.WinogradShape.LANES;
import static org.epnas.nativecpu.winograd.WinogradShape.POINTS;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import org.epnas.nativecpu.openmp.ParallelLoop;
import org.epnas.nativecpu.openmp.Team;

/**
 * A convolution, Y = A^T ((G g G^T) * (B^T d B)) A for each tile, summed over the inputs (Lavin and
 * Gray 2016, eq. 8): forward, or the gradient of the input with turned kernels.
 */
public final class WinogradConvolution {
  /**
   * Which convolution.
   *
   * @param turned with kernels turned by 180 degrees, from outputs to inputs
   * @param adding to what the result holds
   */
  public record Mode(boolean turned, boolean adding) {
    public static final Mode FORWARD = new Mode(false, false);
  }

  private final WinogradShape shape;
  private final Mode mode;
  private final Tiles x;
  private final Tiles y;
  private final Workspace workspace;
  private final Block block;
  private final KernelTransform kernels;
  private final ParallelLoop kernelLoop;
  private final ParallelLoop tileLoop;

  /**
   * @param x (N, C / lanes, H, W, lanes) of the inputs
   * @param weights row-major (outputs, inputs, 3, 3), or (inputs, outputs, 3, 3) if turned
   * @param y likewise of the outputs, overwritten or added to
   * @param arena scope of the loops' native entry points
   */
  public WinogradConvolution(
      WinogradShape shape,
      MemorySegment x,
      MemorySegment weights,
      Mode mode,
      MemorySegment y,
      Workspace workspace,
      Team team,
      Arena arena) {
    this.shape = shape;
    this.mode = mode;
    this.x = new Tiles(shape, x, shape.inputGroups());
    this.y = new Tiles(shape, y, shape.outputGroups());
    this.workspace = workspace;
    this.block = Block.of(shape);
    workspace.reserve(0, block.size());
    kernels = new KernelTransform(shape, weights, mode.turned(), workspace);
    kernelLoop = team.loop(arena, kernels);
    tileLoop = team.loop(arena, this::convolve);
  }

  public void run() {
    kernels.prepare();
    kernelLoop.run();
    tileLoop.run();
  }

  private void convolve(int part, int parts) {
    float[] all = workspace.part(part);
    int end = shape.firstTile(part + 1, parts);
    for (int first = shape.firstTile(part, parts); first < end; first += block.tiles()) {
      int count = Math.min(block.tiles(), end - first);
      toPoints(first, count, all);
      multiply(count, all);
      fromPoints(first, count, all);
    }
  }

  private void toPoints(int first, int count, float[] all) {
    for (int tile = 0; tile < count; tile++) {
      int at = block.inputsAt() + tile * shape.paddedInputs();
      for (int group = 0; group < shape.inputGroups(); group++) {
        TileTransform.input(x, first + tile, group, all, at + group * LANES, block.inputPoint());
      }
    }
  }

  private void multiply(int count, float[] all) {
    for (int point = 0; point < POINTS; point++) {
      PointProduct.multiply(
          count,
          shape.paddedInputs(),
          shape.paddedOutputs(),
          all,
          block.inputsAt() + point * block.inputPoint(),
          block.outputsAt() + point * block.outputPoint(),
          workspace.kernels(),
          point * shape.kernelFloats());
    }
  }

  private void fromPoints(int first, int count, float[] all) {
    for (int tile = 0; tile < count; tile++) {
      int at = block.outputsAt() + tile * shape.paddedOutputs();
      for (int group = 0; group < shape.outputGroups(); group++) {
        TileTransform.output(
            all, at + group * LANES, block.outputPoint(), y, first + tile, group, mode.adding());
      }
    }
  }
}
