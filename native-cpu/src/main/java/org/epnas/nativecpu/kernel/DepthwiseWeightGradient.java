package org.epnas.nativecpu.kernel;

import static org.epnas.nativecpu.kernel.ChannelPack.LANES;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.Arrays;
import java.util.Optional;
import java.util.stream.IntStream;
import org.epnas.nativecpu.onednn.DataType;
import org.epnas.nativecpu.onednn.PixelOrder;
import org.epnas.nativecpu.openmp.ParallelLoop;

/**
 * Weight gradient of a depthwise convolution:
 *
 * <pre>
 *   dw[c][kh][kw] = sum over n, oh, ow of
 *       dy[n][c][oh][ow] * x[n][c][oh * stride + kh * dilation - padding][...]
 * </pre>
 *
 * oneDNN has a kernel of its own for 3x3 without dilation only; for larger ones it falls back to a
 * loop up to a thousand times slower. Each part of the loop takes whole images of one vector of
 * channels, so that x is read from memory once for all taps, and adds into sums of its own; these
 * are then added in the order of the parts: the same number of parts gives the same bits.
 */
public final class DepthwiseWeightGradient implements ParallelLoop.Body {
  /** An eighth of a second-level cache; smaller bands cost more than the first level gives. */
  private static final int BAND_BYTES = 64 << 10;

  /** Half of a first-level cache. */
  private static final int PLANE_BAND_BYTES = 16 << 10;

  /** What one part of the loop works in. */
  private static final class Scratch {
    final float[] x;
    final float[] dy;

    /** By vector of channels and tap. */
    final float[] sums;

    Scratch(int xSize, int dySize, int sums) {
      this.x = new float[xSize];
      this.dy = new float[dySize];
      this.sums = new float[sums];
    }
  }

  private final DepthwiseShape shape;
  private final ChannelPack x;
  private final ChannelPack dy;

  /** (C, K, K) f32, row-major; overwritten. */
  private final MemorySegment dw;

  private final TapRow taps;

  /** What reads the operands where they lie, for the shapes and layouts that it knows. */
  private final Optional<InPlaceTaps> inPlace;

  /** Rows of the output whose operands stay in a near cache for all rows of the kernel. */
  private final TapRow.Rows[] bands;

  private final Scratch[] scratch;

  /** Vectors of channels. */
  private final int groups;

  /**
   * @param parts of the loop
   */
  public DepthwiseWeightGradient(
      DepthwiseShape shape, ImageTensor x, ImageTensor dy, MemorySegment dw, int parts) {
    this.shape = shape;
    this.dw = dw;
    this.taps = new TapRow(shape);
    this.inPlace = InPlaceTaps.of(shape, x, dy);
    this.bands = bands(shape, inPlace.isPresent() ? PLANE_BAND_BYTES : BAND_BYTES);
    this.groups = Math.ceilDiv(shape.channels(), LANES);
    this.x = new ChannelPack(x, shape.channels(), shape.height(), shape.width(), shape.padding());
    this.dy = new ChannelPack(dy, shape.channels(), shape.outputHeight(), shape.outputWidth(), 0);
    this.scratch = IntStream.range(0, parts).mapToObj(_ -> newScratch()).toArray(Scratch[]::new);
  }

  private static TapRow.Rows[] bands(DepthwiseShape shape, int bytes) {
    int rowBytes =
        (shape.stride() * shape.paddedWidth() + shape.outputWidth()) * LANES * Float.BYTES;
    int height = Math.max(1, bytes / rowBytes);
    return IntStream.range(0, Math.ceilDiv(shape.outputHeight(), height))
        .mapToObj(
            i -> new TapRow.Rows(i * height, Math.min(shape.outputHeight(), (i + 1) * height)))
        .toArray(TapRow.Rows[]::new);
  }

  private Scratch newScratch() {
    boolean packs = inPlace.isEmpty();
    return new Scratch(packs ? x.size() : 0, packs ? dy.size() : 0, groups * shape.taps() * LANES);
  }

  /** Whether it reads the operands where they lie, faster than any kernel of oneDNN. */
  public static boolean readsInPlace(
      DepthwiseShape shape, PixelOrder x, PixelOrder dy, DataType type) {
    return VectorApi.isPresent() && InPlaceTaps.supports(shape, x, dy, type);
  }

  /** Whether this code can do it: the Vector API is there, and it knows the kernel and layouts. */
  public static boolean supports(int kernel, PixelOrder x, PixelOrder dy) {
    return VectorApi.isPresent()
        && TapRow.supports(kernel)
        && ChannelPack.canRead(x)
        && ChannelPack.canRead(dy);
  }

  @Override
  public void run(int part, int parts) {
    Scratch mine = scratch[part];
    Arrays.fill(mine.sums, 0);
    int work = shape.images() * groups;
    // Backwards: the images of dy that were written last are still in a cache.
    int first = (int) ((long) work * part / parts);
    for (int i = (int) ((long) work * (part + 1) / parts) - 1; i >= first; i--) {
      addImage(i / groups, i % groups, mine);
    }
  }

  private void addImage(int image, int group, Scratch mine) {
    if (inPlace.isPresent()) {
      addInPlace(inPlace.get(), image, group, mine.sums);
    } else {
      addPacked(image, group, mine);
    }
  }

  private void addInPlace(InPlaceTaps taps, int image, int group, float[] sums) {
    for (TapRow.Rows rows : bands) {
      for (int kernelRow = 0; kernelRow < shape.kernel(); kernelRow++) {
        taps.add(image, group * LANES, kernelRow, rows, sums, firstTap(group, kernelRow));
      }
    }
  }

  private void addPacked(int image, int group, Scratch mine) {
    x.pack(image, group * LANES, mine.x);
    dy.pack(image, group * LANES, mine.dy);
    for (TapRow.Rows rows : bands) {
      for (int kernelRow = 0; kernelRow < shape.kernel(); kernelRow++) {
        taps.add(mine.x, mine.dy, kernelRow, rows, mine.sums, firstTap(group, kernelRow));
      }
    }
  }

  private int firstTap(int group, int kernelRow) {
    return (group * shape.taps() + kernelRow * shape.kernel()) * LANES;
  }

  /** Adds the sums of all parts; to be called after the loop. */
  public void reduce() {
    for (int c = 0; c < shape.channels(); c++) {
      for (int tap = 0; tap < shape.taps(); tap++) {
        int at = (c / LANES * shape.taps() + tap) * LANES + c % LANES;
        float sum = 0;
        for (Scratch part : scratch) {
          sum += part.sums[at];
        }
        dw.setAtIndex(ValueLayout.JAVA_FLOAT, (long) c * shape.taps() + tap, sum);
      }
    }
  }
}
