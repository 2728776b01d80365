package org.epnas.benchmarks.lab;

import java.util.List;
import java.util.stream.Stream;
import org.epnas.benchmarks.lab.Argument.Bytes;
import org.epnas.benchmarks.lab.Argument.Int;
import org.epnas.benchmarks.lab.Argument.Real;
import org.epnas.nativecuda.runtime.Geometry;

/**
 * Versions of one kernel at a production shape.
 *
 * @param versions the product's first
 */
record Experiment(String shape, List<Version> versions, List<Argument> arguments) {
  private static final int BATCH = 128;
  private static final int BF16 = Short.BYTES;
  private static final int F32 = Float.BYTES;

  /** Everything that the lab has. */
  static List<Experiment> all() {
    return List.of(batchNorm(), dropout(), depthwise());
  }

  /** Second stage of a ResNet on CIFAR, batch 128, with its shortcut and ReLU. */
  private static Experiment batchNorm() {
    int channels = 64;
    int area = 32 * 32;
    int size = BATCH * channels * area;
    Bytes image = new Bytes((long) size * BF16, 1);
    Bytes perChannel = new Bytes((long) channels * F32, 0);
    int relu = 1;
    return new Experiment(
        "128 x 32 x 32 x 64 bf16, addend, ReLU",
        List.of(
            Version.product("batch_norm", "batch_norm_forward_nhwc_bf16", Geometry.flat(size)),
            Version.lab(
                "batch_norm_forward_vector",
                "batch_norm_forward_nhwc_bf16_vector",
                "batch_norm",
                Geometry.flat(size / 8))),
        List.of(
            image,
            image,
            image,
            perChannel,
            perChannel,
            perChannel,
            perChannel,
            new Int(relu),
            new Int(channels),
            new Int(area),
            new Int(size)));
  }

  /** Features before the classifier of a wide network, as large as a feature map. */
  private static Experiment dropout() {
    int size = BATCH * 64 * 16 * 16;
    Bytes image = new Bytes((long) size * F32, 1);
    return new Experiment(
        "128 x 64 x 16 x 16 f32, rate 0.5",
        List.of(
            Version.product("dropout", "dropout_forward_nchw_f32", Geometry.flat(size)),
            Version.lab(
                "dropout_forward_quad",
                "dropout_forward_nchw_f32_quad",
                "dropout",
                Geometry.flat(size / 4))),
        List.of(
            image,
            image,
            new Int(size),
            new Bytes(Long.BYTES, 0),
            new Int(0),
            new Real(0.5f),
            new Real(2),
            new Argument.Int64(1)));
  }

  /** A separable convolution of a NASNet cell on CIFAR. */
  private static Experiment depthwise() {
    int channels = 64;
    int side = 16;
    int kernel = 5;
    int size = BATCH * channels * side * side;
    Bytes image = new Bytes((long) size * F32, 1);
    Geometry planes = new Geometry(BATCH * channels, 1, 1, side * side, 1, side * side * F32);
    return new Experiment(
        "128 x 64 x 16 x 16 f32, 5 x 5",
        List.of(
            Version.product("depthwise", "depthwise_forward_nchw_f32", Geometry.flat(size)),
            Version.lab(
                "depthwise_forward_plane",
                "depthwise_forward_nchw_f32_plane",
                "depthwise",
                planes)),
        List.of(
            image,
            new Bytes((long) channels * kernel * kernel * F32, 0),
            image,
            new Int(channels),
            new Int(side),
            new Int(side),
            new Int(side),
            new Int(side),
            new Int(kernel),
            new Int(1),
            new Int(kernel / 2),
            new Int(1),
            new Int(size)));
  }

  /** Bytes that a launch must at least move. */
  long traffic() {
    return arrays().mapToLong(array -> array.bytes() * array.traffic()).sum();
  }

  Stream<Bytes> arrays() {
    return arguments.stream()
        .flatMap(argument ->
            switch (argument) {
              case Bytes array -> Stream.of(array);
              case Int _, Argument.Int64 _, Real _ -> Stream.empty();
            });
  }
}
