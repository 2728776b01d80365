package org.epnas.nativecpu.winograd;

import static org.epnas.nativecpu.winograd.WinogradShape.LANES;
import static org.epnas.nativecpu.winograd.WinogradShape.POINTS;

import java.lang.foreign.MemorySegment;
import org.epnas.nativecpu.slice.SliceWork;
import org.epnas.nativecpu.slice.Slices;

/**
 * A convolution, Y = A^T ((G g G^T) * (B^T d B)) A for each tile, summed over the inputs (Lavin and
 * Gray 2016, eq. 8): forward, or the gradient of the input with turned kernels. The workspace holds
 * the kernels that {@link KernelTransform} left there.
 */
public final class WinogradConvolution implements SliceWork {
  private final WinogradShape shape;
  private final Slices slices;
  private final boolean adding;
  private final Tiles x;
  private final Tiles y;
  private final Workspace workspace;
  private final Block block;

  /**
   * @param x (N, C / lanes, H, W, lanes) of the inputs
   * @param adding whether to add to what the result holds
   * @param y likewise of the outputs
   */
  public WinogradConvolution(
      WinogradShape shape,
      Slices slices,
      MemorySegment x,
      boolean adding,
      MemorySegment y,
      Workspace workspace) {
    this.shape = shape;
    this.slices = slices;
    this.adding = adding;
    this.x = new Tiles(shape, x, shape.inputGroups());
    this.y = new Tiles(shape, y, shape.outputGroups());
    this.workspace = workspace;
    this.block = Block.of(shape);
    workspace.reserve(0, block.size());
  }

  @Override
  public void run(int slice, int worker) {
    int first = slices.first(slice) * shape.tilesPerImage();
    convolve(first, slices.end(slice) * shape.tilesPerImage(), worker);
  }

  /** A part of the tiles of the whole batch, where there are fewer slices than threads. */
  public void runPart(int part, int parts) {
    convolve(shape.firstTile(part, parts), shape.firstTile(part + 1, parts), part);
  }

  private void convolve(int from, int end, int worker) {
    float[] all = workspace.part(worker);
    for (int first = from; first < end; first += block.tiles()) {
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
            all, at + group * LANES, block.outputPoint(), y, first + tile, group, adding);
      }
    }
  }
}
