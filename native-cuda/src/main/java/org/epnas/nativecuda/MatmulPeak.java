package org.epnas.nativecuda;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.random.RandomGenerator;
import org.epnas.nativecuda.library.Blas;
import org.epnas.nativecuda.library.Blas.Factor;
import org.epnas.nativecuda.library.ElementType;
import org.epnas.nativecuda.runtime.CudaDevice;
import org.epnas.nativecuda.runtime.DeviceMemory;
import org.epnas.nativecuda.runtime.PinnedMemory;
import org.epnas.nativecuda.runtime.Stream;
import org.epnas.training.weights.WeightInitializer;

/**
 * Times cuBLAS's product of two square matrices. Their values are random: a GPU draws less power,
 * and so runs faster, on zeros.
 */
final class MatmulPeak {
  /** Large enough that a GPU of today computes for milliseconds and is filled. */
  private static final int SIDE = 8192;

  private static final int LEAST_SIDE = 512;

  /** NVIDIA's advice for its largest GPUs. */
  private static final long WORKSPACE_BYTES = 32L << 20;

  /** Bytes of random numbers, which are repeated. */
  private static final long PATTERN_BYTES = 1L << 20;

  private static final int MOST_PRODUCTS = 10_000;

  private final Stream stream;
  private final Blas blas;
  private final DeviceMemory matrices;
  private final ElementType type;
  private final int side;

  private MatmulPeak(Stream stream, Blas blas, DeviceMemory matrices, ElementType type, int side) {
    this.stream = stream;
    this.blas = blas;
    this.matrices = matrices;
    this.type = type;
    this.side = side;
  }

  /**
   * @param rounds of which the best counts: noise only slows down
   * @param seconds of a round, about
   */
  record Effort(int rounds, double seconds) {}

  /** FLOP/s of large matrices; one multiply-add is 2. */
  static double measure(CudaDevice device, Arithmetic arithmetic, Effort effort) {
    return measure(device, arithmetic, effort, side(device.freeBytes()));
  }

  /** Three matrices of fp32 in a quarter of the memory that is free. */
  private static int side(long freeBytes) {
    int side = SIDE;
    while (side > LEAST_SIDE && 3L * side * side * Float.BYTES > freeBytes / 4) {
      side /= 2;
    }
    return side;
  }

  /**
   * @param side rows and columns of each matrix
   */
  static double measure(CudaDevice device, Arithmetic arithmetic, Effort effort, int side) {
    ElementType type =
        switch (arithmetic) {
          case FP32, TF32 -> ElementType.F32;
          case BF16 -> ElementType.BF16;
        };
    try (Stream stream = Stream.on(device);
        DeviceMemory workspace = DeviceMemory.allocate(device, WORKSPACE_BYTES);
        DeviceMemory matrices = DeviceMemory.allocate(device, 3 * bytes(type, side));
        Blas blas = new Blas(stream, workspace, arithmetic.deterministic())) {
      MatmulPeak peak = new MatmulPeak(stream, blas, matrices, type, side);
      peak.fill(device);
      return peak.best(effort);
    }
  }

  private double best(Effort effort) {
    multiply(1);
    double once = multiply(2) / 2;
    int products = Math.clamp(Math.round(effort.seconds() / once), 1, MOST_PRODUCTS);
    double best = Double.POSITIVE_INFINITY;
    for (int round = 0; round < effort.rounds(); round++) {
      best = Math.min(best, multiply(products) / products);
    }
    return 2.0 * side * side * side / best;
  }

  /** Seconds from an idle device to an idle device. */
  private double multiply(int products) {
    Factor a = new Factor(matrix(0), type, side, false);
    Factor b = new Factor(matrix(1), type, side, false);
    long begun = System.nanoTime();
    for (int product = 0; product < products; product++) {
      blas.multiply(a, b, matrix(2), type, side, side, side, false);
    }
    stream.synchronise();
    return (System.nanoTime() - begun) / 1e9;
  }

  private long matrix(int index) {
    return matrices.address() + index * bytes(type, side);
  }

  /** Of one matrix. */
  private static long bytes(ElementType type, int side) {
    return (long) side * side * type.bytes();
  }

  /** Both factors. */
  private void fill(CudaDevice device) {
    long bytes = 2 * bytes(type, side);
    try (PinnedMemory pattern = PinnedMemory.allocate(device, Math.min(PATTERN_BYTES, bytes))) {
      write(pattern.segment());
      for (long at = 0; at < bytes; at += pattern.bytes()) {
        long part = Math.min(pattern.bytes(), bytes - at);
        stream.upload(pattern.segment().asSlice(0, part), matrices.address() + at);
      }
      stream.synchronise();
    }
  }

  /** Numbers in [-1, 1); a number of bf16 is the upper half of one of fp32. */
  private void write(MemorySegment pattern) {
    RandomGenerator random = new WeightInitializer(0).stream("matmul peak");
    for (long at = 0; at < pattern.byteSize(); at += type.bytes()) {
      float value = 2 * random.nextFloat() - 1;
      switch (type) {
        case F32 -> pattern.set(ValueLayout.JAVA_FLOAT, at, value);
        case BF16 ->
            pattern.set(
                ValueLayout.JAVA_SHORT, at, (short) (Float.floatToRawIntBits(value) >>> 16));
      }
    }
  }
}
