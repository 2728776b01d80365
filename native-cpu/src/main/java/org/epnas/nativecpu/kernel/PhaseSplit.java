package org.epnas.nativecpu.kernel;

import static org.epnas.nativecpu.kernel.NormShape.LANES;
import static org.epnas.nativecpu.kernel.NormShape.SPECIES;
import static org.epnas.nativecpu.kernel.NormShape.VECTOR;

import java.lang.foreign.MemorySegment;
import java.nio.ByteOrder;
import jdk.incubator.vector.FloatVector;
import org.epnas.nativecpu.onednn.DataType;
import org.epnas.nativecpu.onednn.PixelOrder;
import org.epnas.nativecpu.openmp.ParallelLoop;

/**
 * Splits images into phases, or puts them together again. Phase (r, c) of step d holds the pixels
 * (r + d i, c + d j); a kernel of dilation d never leaves a phase, so on phases it is a dense one.
 * Phases have ceil(H / d) rows and ceil(W / d) columns, those outside the image 0. Phase p of image
 * n is image n * phases + p.
 */
public final class PhaseSplit implements ParallelLoop.Body {
  private static final ByteOrder ORDER = ByteOrder.nativeOrder();

  /**
   * Shape of the whole images.
   *
   * @param images N
   * @param channels C
   * @param height H
   * @param width W
   * @param step d
   * @param phases d * d, or 1 for the first phase alone
   */
  public record Shape(int images, int channels, int height, int width, int step, int phases) {
    public int phaseHeight() {
      return Math.ceilDiv(height, step);
    }

    public int phaseWidth() {
      return Math.ceilDiv(width, step);
    }

    int groups() {
      return Math.ceilDiv(channels, LANES);
    }
  }

  private final Shape shape;
  private final MemorySegment whole;
  private final MemorySegment phases;
  private final boolean splits;

  /**
   * @param whole images as planes of one vector of channels
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

  /** Whether this code can do it: the Vector API is there, and a block is one vector. */
  public static boolean supports(DataType type, PixelOrder order) {
    return NormShape.supports(type, order);
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
    FloatVector zero = FloatVector.zero(SPECIES);
    long from = wholePlane(image, group);
    for (int phase = 0; phase < shape.phases(); phase++) {
      long to = phasePlane(image, phase, group);
      for (int i = 0; i < shape.phaseHeight(); i++) {
        int row = phase / shape.step() + i * shape.step();
        for (int j = 0; j < shape.phaseWidth(); j++, to += VECTOR) {
          int column = phase % shape.step() + j * shape.step();
          boolean inside = row < shape.height() && column < shape.width();
          FloatVector value =
              inside
                  ? FloatVector.fromMemorySegment(SPECIES, whole, from + pixel(row, column), ORDER)
                  : zero;
          value.intoMemorySegment(phases, to, ORDER);
        }
      }
    }
  }

  private void join(int image, int group) {
    FloatVector zero = FloatVector.zero(SPECIES);
    long to = wholePlane(image, group);
    for (int row = 0; row < shape.height(); row++) {
      for (int column = 0; column < shape.width(); column++, to += VECTOR) {
        int phase = row % shape.step() * shape.step() + column % shape.step();
        boolean present = phase < shape.phases();
        long from =
            phasePlane(image, present ? phase : 0, group)
                + ((long) row / shape.step() * shape.phaseWidth() + column / shape.step()) * VECTOR;
        FloatVector value =
            present ? FloatVector.fromMemorySegment(SPECIES, phases, from, ORDER) : zero;
        value.intoMemorySegment(whole, to, ORDER);
      }
    }
  }

  private long pixel(int row, int column) {
    return ((long) row * shape.width() + column) * VECTOR;
  }

  private long wholePlane(int image, int group) {
    return ((long) image * shape.groups() + group) * shape.height() * shape.width() * VECTOR;
  }

  private long phasePlane(int image, int phase, int group) {
    return (((long) image * shape.phases() + phase) * shape.groups() + group)
        * shape.phaseHeight()
        * shape.phaseWidth()
        * VECTOR;
  }
}
