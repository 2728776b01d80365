package org.epnas.nativecpu.depthwise;

import static org.epnas.nativecpu.depthwise.ChannelPack.LANES;
import static org.epnas.nativecpu.depthwise.ChannelPack.SPECIES;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.Arrays;
import java.util.Optional;
import java.util.stream.IntStream;
import jdk.incubator.vector.FloatVector;
import org.epnas.nativecpu.onednn.DataType;
import org.epnas.nativecpu.onednn.PixelOrder;
import org.epnas.nativecpu.slice.SliceWork;
import org.epnas.nativecpu.slice.Slices;
import org.epnas.simd.VectorApi;

/**
 * Weight gradient of a depthwise convolution:
 *
 * <pre>
 *   dw[c][kh][kw] = sum over n, oh, ow of
 *       dy[n][c][oh][ow] * x[n][c][oh * stride + kh * dilation - padding][...]
 * </pre>
 *
 * oneDNN has a kernel of its own for 3x3 without dilation only; for larger ones it falls back to a
 * loop up to a thousand times slower. An image's vector of channels is read from memory once for
 * all taps. Each slice has sums of its own; these are then added in the order of the slices.
 */
public final class DepthwiseWeightGradient implements SliceWork {
  /** An eighth of a second-level cache; smaller bands cost more than the first level gives. */
  private static final int BAND_BYTES = 64 << 10;

  /** Half of a first-level cache. */
  private static final int PLANE_BAND_BYTES = 16 << 10;

  /** What one worker packs images into. */
  private record Scratch(float[] x, float[] dy) {}

  private final DepthwiseShape shape;
  private final Slices slices;
  private final ChannelPack x;
  private final ChannelPack dy;

  /** (C, K, K) f32, row-major; overwritten. */
  private final MemorySegment dw;

  private final WeightGradientRowPacked taps;

  /** What reads the operands where they lie, for the shapes and layouts that it knows. */
  private final Optional<WeightGradientRowInPlace> inPlace;

  /** Rows of the output whose operands stay in a near cache for all rows of the kernel. */
  private final WeightGradientRowPacked.Rows[] bands;

  private final Scratch[] scratch;

  /** By slice; then by vector of channels and tap. */
  private final float[][] sums;

  /** By worker: a vector of sums. */
  private final float[][] lanes;

  /** Vectors of channels. */
  private final int groups;

  public DepthwiseWeightGradient(
      DepthwiseShape shape,
      Slices slices,
      int workers,
      ImageTensor x,
      ImageTensor dy,
      MemorySegment dw) {
    this.shape = shape;
    this.slices = slices;
    this.dw = dw;
    this.taps = new WeightGradientRowPacked(shape);
    this.inPlace = WeightGradientRowInPlace.of(shape, x, dy);
    this.bands = bands(shape, inPlace.isPresent() ? PLANE_BAND_BYTES : BAND_BYTES);
    this.groups = Math.ceilDiv(shape.channels(), LANES);
    this.x = new ChannelPack(x, shape.channels(), shape.height(), shape.width(), shape.padding());
    this.dy = new ChannelPack(dy, shape.channels(), shape.outputHeight(), shape.outputWidth(), 0);
    this.scratch = IntStream.range(0, workers).mapToObj(_ -> newScratch()).toArray(Scratch[]::new);
    this.sums = new float[slices.count()][groups * shape.taps() * LANES];
    this.lanes = new float[workers][LANES];
  }

  private static WeightGradientRowPacked.Rows[] bands(DepthwiseShape shape, int bytes) {
    int rowBytes =
        (shape.stride() * shape.paddedWidth() + shape.outputWidth()) * LANES * Float.BYTES;
    int height = Math.max(1, bytes / rowBytes);
    return IntStream.range(0, Math.ceilDiv(shape.outputHeight(), height))
        .mapToObj(i ->
            new WeightGradientRowPacked.Rows(
                i * height, Math.min(shape.outputHeight(), (i + 1) * height)))
        .toArray(WeightGradientRowPacked.Rows[]::new);
  }

  private Scratch newScratch() {
    boolean packs = inPlace.isEmpty();
    return new Scratch(new float[packs ? x.size() : 0], new float[packs ? dy.size() : 0]);
  }

  /** Whether it reads the operands where they lie, faster than any kernel of oneDNN. */
  public static boolean readsInPlace(
      DepthwiseShape shape, PixelOrder x, PixelOrder dy, DataType type) {
    return VectorApi.isOn() && WeightGradientRowInPlace.supports(shape, x, dy, type);
  }

  /** Whether this code can do it: the Vector API is there, and it knows the kernel and layouts. */
  public static boolean supports(int kernel, PixelOrder x, PixelOrder dy) {
    return VectorApi.isOn()
        && WeightGradientRowPacked.supports(kernel)
        && ChannelPack.canRead(x)
        && ChannelPack.canRead(dy);
  }

  @Override
  public void run(int slice, int worker) {
    Arrays.fill(sums[slice], 0);
    for (int image = slices.first(slice); image < slices.end(slice); image++) {
      for (int group = 0; group < groups; group++) {
        if (inPlace.isPresent()) {
          addInPlace(inPlace.get(), image, group, sums[slice]);
        } else {
          addPacked(image, group, scratch[worker], sums[slice]);
        }
      }
    }
  }

  private void addInPlace(WeightGradientRowInPlace taps, int image, int group, float[] mine) {
    for (WeightGradientRowPacked.Rows rows : bands) {
      for (int kernelRow = 0; kernelRow < shape.kernel(); kernelRow++) {
        taps.add(image, group * LANES, kernelRow, rows, mine, firstTap(group, kernelRow));
      }
    }
  }

  private void addPacked(int image, int group, Scratch packed, float[] mine) {
    x.pack(image, group * LANES, packed.x());
    dy.pack(image, group * LANES, packed.dy());
    for (WeightGradientRowPacked.Rows rows : bands) {
      for (int kernelRow = 0; kernelRow < shape.kernel(); kernelRow++) {
        taps.add(packed.x(), packed.dy(), kernelRow, rows, mine, firstTap(group, kernelRow));
      }
    }
  }

  private int firstTap(int group, int kernelRow) {
    return (group * shape.taps() + kernelRow * shape.kernel()) * LANES;
  }

  @Override
  public boolean combines() {
    return true;
  }

  @Override
  public void combine(int part, int parts) {
    int vectors = groups * shape.taps();
    int end = (int) ((long) vectors * (part + 1) / parts);
    for (int vector = (int) ((long) vectors * part / parts); vector < end; vector++) {
      FloatVector sum = FloatVector.zero(SPECIES);
      for (float[] ofSlice : sums) {
        sum = sum.add(FloatVector.fromArray(SPECIES, ofSlice, vector * LANES));
      }
      sum.intoArray(lanes[part], 0);
      store(lanes[part], vector / shape.taps() * LANES, vector % shape.taps());
    }
  }

  private void store(float[] vector, int channel, int tap) {
    int count = Math.min(LANES, shape.channels() - channel);
    for (int lane = 0; lane < count; lane++) {
      long at = (long) (channel + lane) * shape.taps() + tap;
      dw.setAtIndex(ValueLayout.JAVA_FLOAT, at, vector[lane]);
    }
  }
}
