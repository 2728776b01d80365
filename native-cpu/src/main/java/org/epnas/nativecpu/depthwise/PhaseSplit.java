package org.epnas.nativecpu.depthwise;

import java.lang.foreign.MemorySegment;
import java.nio.ByteOrder;
import jdk.incubator.vector.ByteVector;
import jdk.incubator.vector.VectorSpecies;
import org.epnas.nativecpu.onednn.DataType;
import org.epnas.nativecpu.onednn.PixelOrder;
import org.epnas.nativecpu.openmp.ParallelLoop;
import org.epnas.simd.VectorApi;

/**
 * Splits images into phases, or puts them together again. Phase (r, c) of step d holds the pixels
 * (r + d i, c + d j); a kernel of dilation d never leaves a phase, so on phases it is a dense one.
 * Phases have ceil(H / d) rows and ceil(W / d) columns, those outside the image 0. Phase p of image
 * n is image n * phases + p.
 */
public final class PhaseSplit implements ParallelLoop.Body {
  private static final ByteOrder ORDER = ByteOrder.nativeOrder();

  /** What is moved at a time: 4 channels in f32, 8 in bf16. */
  private static final VectorSpecies<Byte> SPECIES = ByteVector.SPECIES_128;

  private static final int UNIT = SPECIES.vectorByteSize();

  /**
   * Shape of the whole images.
   *
   * @param images N
   * @param channels C
   * @param height H
   * @param width W
   * @param step d
   * @param phases d * d, or 1 for the first phase alone
   * @param block channels of a pixel that lie together
   * @param pixelBytes bytes of these
   */
  public record Shape(
      int images,
      int channels,
      int height,
      int width,
      int step,
      int phases,
      int block,
      int pixelBytes) {
    public int phaseHeight() {
      return Math.ceilDiv(height, step);
    }

    public int phaseWidth() {
      return Math.ceilDiv(width, step);
    }

    int groups() {
      return Math.ceilDiv(channels, block);
    }
  }

  private final Shape shape;
  private final MemorySegment whole;
  private final MemorySegment phases;
  private final boolean splits;

  /**
   * @param whole images as planes of one block of channels
   * @param phases likewise
   * @param splits whether phases are made of whole images; else the other way, with 0 for the
   *     pixels of no phase
   */
  public PhaseSplit(Shape shape, MemorySegment whole, MemorySegment phases, boolean splits) {
    this.shape = shape;
    this.whole = whole;
    this.phases = phases;
    this.splits = splits;
  }

  /**
   * Whether this code can do it: the Vector API is there, and the channels of a pixel that lie
   * together are followed by those of the next pixel and are moved as a whole.
   */
  public static boolean supports(DataType type, PixelOrder order) {
    boolean together = order.pixelStride() == order.block() || order.channelStride() == 1;
    return VectorApi.isOn() && together && block(order) * type.bytes() % UNIT == 0;
  }

  /** Channels of a pixel that lie together. */
  public static int block(PixelOrder order) {
    return (int) order.pixelStride();
  }

  @Override
  public void run(int part, int parts) {
    int planes = shape.images() * shape.groups();
    int end = (int) ((long) planes * (part + 1) / parts);
    for (int plane = (int) ((long) planes * part / parts); plane < end; plane++) {
      if (splits) {
        split(plane / shape.groups(), plane % shape.groups());
      } else {
        join(plane / shape.groups(), plane % shape.groups());
      }
    }
  }

  private void split(int image, int group) {
    long from = wholePlane(image, group);
    for (int phase = 0; phase < shape.phases(); phase++) {
      long to = phasePlane(image, phase, group);
      for (int i = 0; i < shape.phaseHeight(); i++) {
        int row = phase / shape.step() + i * shape.step();
        for (int j = 0; j < shape.phaseWidth(); j++, to += shape.pixelBytes()) {
          int column = phase % shape.step() + j * shape.step();
          if (row < shape.height() && column < shape.width()) {
            copy(whole, from + pixel(row, column), phases, to);
          } else {
            clear(phases, to);
          }
        }
      }
    }
  }

  private void join(int image, int group) {
    long to = wholePlane(image, group);
    for (int row = 0; row < shape.height(); row++) {
      for (int column = 0; column < shape.width(); column++, to += shape.pixelBytes()) {
        int phase = row % shape.step() * shape.step() + column % shape.step();
        if (phase < shape.phases()) {
          long pixel = (long) row / shape.step() * shape.phaseWidth() + column / shape.step();
          long from = phasePlane(image, phase, group) + pixel * shape.pixelBytes();
          copy(phases, from, whole, to);
        } else {
          clear(whole, to);
        }
      }
    }
  }

  private void copy(MemorySegment source, long from, MemorySegment target, long to) {
    for (int i = 0; i < shape.pixelBytes(); i += UNIT) {
      ByteVector.fromMemorySegment(SPECIES, source, from + i, ORDER)
          .intoMemorySegment(target, to + i, ORDER);
    }
  }

  private void clear(MemorySegment target, long to) {
    for (int i = 0; i < shape.pixelBytes(); i += UNIT) {
      ByteVector.zero(SPECIES).intoMemorySegment(target, to + i, ORDER);
    }
  }

  private long pixel(int row, int column) {
    return ((long) row * shape.width() + column) * shape.pixelBytes();
  }

  private long wholePlane(int image, int group) {
    return ((long) image * shape.groups() + group)
        * shape.height()
        * shape.width()
        * shape.pixelBytes();
  }

  private long phasePlane(int image, int phase, int group) {
    return (((long) image * shape.phases() + phase) * shape.groups() + group)
        * shape.phaseHeight()
        * shape.phaseWidth()
        * shape.pixelBytes();
  }
}
