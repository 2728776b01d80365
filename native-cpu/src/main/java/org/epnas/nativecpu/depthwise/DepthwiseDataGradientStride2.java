package org.epnas.nativecpu.depthwise;

import static org.epnas.nativecpu.depthwise.ChannelPack.LANES;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.stream.IntStream;
import org.epnas.nativecpu.onednn.PixelOrder;
import org.epnas.nativecpu.slice.SliceWork;
import org.epnas.nativecpu.slice.Slices;
import org.epnas.simd.VectorApi;

/**
 * Gradient of the input of a depthwise convolution with stride 2:
 *
 * <pre>
 *   dx[n][c][ih][iw] (+)= sum over kh, kw of dy[n][c][(ih + padding - kh) / 2][...] * w[c][kh][kw]
 * </pre>
 *
 * over the taps for which the division leaves nothing.
 */
public final class DepthwiseDataGradientStride2 implements SliceWork {
  /** Rows and columns around dy that a tap may meet, for kernels up to 7. */
  private static final int MARGIN = 2;

  private static final int STRIDE = 2;

  /** What one worker works in. */
  private record Scratch(float[] dy, float[] row) {}

  private final DepthwiseShape shape;
  private final Slices slices;
  private final ChannelPack dy;
  private final ChannelRow dx;

  /** (C, K, K) f32, row-major. */
  private final MemorySegment weights;

  /** By vector of channels and tap: one weight per lane. */
  private final float[] taps;

  private final int dyRow;
  private final DataGradientRowStride2 row;
  private final Scratch[] scratch;

  /** Vectors of channels. */
  private final int groups;

  /**
   * @param dx f32
   * @param accumulates whether to add to what is there
   */
  public DepthwiseDataGradientStride2(
      DepthwiseShape shape,
      Slices slices,
      int workers,
      ImageTensor dy,
      MemorySegment weights,
      ImageTensor dx,
      boolean accumulates) {
    this.shape = shape;
    this.slices = slices;
    this.weights = weights;
    this.dy =
        new ChannelPack(dy, shape.channels(), shape.outputHeight(), shape.outputWidth(), MARGIN);
    this.dx = new ChannelRow(dx, shape.channels(), shape.width(), accumulates);
    this.groups = Math.ceilDiv(shape.channels(), LANES);
    this.taps = new float[groups * shape.taps() * LANES];
    this.dyRow = (shape.outputWidth() + 2 * MARGIN) * LANES;
    this.row = new DataGradientRowStride2(shape.kernel(), shape.outputWidth(), dyRow);
    this.scratch = IntStream.range(0, workers).mapToObj(_ -> newScratch()).toArray(Scratch[]::new);
  }

  /** The last tile of the last row may read, and write, beyond its columns. */
  private Scratch newScratch() {
    int tiles = Math.ceilDiv(shape.outputWidth(), DataGradientRowStride2.TILE);
    return new Scratch(
        new float[dy.size() + DataGradientRowStride2.TILE * LANES],
        new float[tiles * DataGradientRowStride2.TILE * STRIDE * LANES]);
  }

  /** Whether this code can do it: the Vector API is there, and it knows the kernel and layouts. */
  public static boolean supports(DepthwiseShape shape, PixelOrder dy, PixelOrder dx) {
    return VectorApi.isOn()
        && DataGradientRowStride2.supports(shape.kernel())
        && shape.stride() == STRIDE
        && shape.dilation() == 1
        && shape.padding() == shape.kernel() / 2
        && ChannelPack.canRead(dy)
        && ChannelPack.canRead(dx);
  }

  /** Reads the weights. */
  @Override
  public void begin() {
    for (int c = 0; c < shape.channels(); c++) {
      for (int tap = 0; tap < shape.taps(); tap++) {
        taps[(c / LANES * shape.taps() + tap) * LANES + c % LANES] =
            weights.getAtIndex(ValueLayout.JAVA_FLOAT, (long) c * shape.taps() + tap);
      }
    }
  }

  @Override
  public void run(int slice, int worker) {
    for (int image = slices.first(slice); image < slices.end(slice); image++) {
      for (int group = 0; group < groups; group++) {
        image(image, group, scratch[worker]);
      }
    }
  }

  private void image(int image, int group, Scratch mine) {
    dy.pack(image, group * LANES, mine.dy());
    for (int ih = 0; ih < shape.height(); ih++) {
      int first = (ih + shape.padding()) % STRIDE;
      int oh = (ih + shape.padding() - first) / STRIDE;
      row.run(
          mine.dy(),
          (oh + MARGIN) * dyRow + MARGIN * LANES,
          taps,
          (group * shape.taps() + first * shape.kernel()) * LANES,
          Math.ceilDiv(shape.kernel() - first, STRIDE),
          mine.row());
      dx.write(image, group * LANES, ih, mine.row());
    }
  }
}
