package org.epnas.nativecuda.library;

import java.util.List;

/** The three directions of a convolution, each with cuDNN's enumeration of its algorithms. */
public enum ConvolutionPass {
  FORWARD(
      "forward",
      "IMPLICIT_GEMM",
      "IMPLICIT_PRECOMP_GEMM",
      "GEMM",
      "DIRECT",
      "FFT",
      "FFT_TILING",
      "WINOGRAD",
      "WINOGRAD_NONFUSED"),
  DATA_GRADIENT(
      "data gradient", "ALGO_0", "ALGO_1", "FFT", "FFT_TILING", "WINOGRAD", "WINOGRAD_NONFUSED"),
  WEIGHT_GRADIENT(
      "weight gradient",
      "ALGO_0",
      "ALGO_1",
      "FFT",
      "ALGO_3",
      "WINOGRAD",
      "WINOGRAD_NONFUSED",
      "FFT_TILING");

  private final String title;

  /** By their numbers. */
  private final List<String> algorithms;

  ConvolutionPass(String title, String... algorithms) {
    this.title = title;
    this.algorithms = List.of(algorithms);
  }

  public String title() {
    return title;
  }

  /** As cuDNN's documentation writes it, without the part that is the same for all. */
  public String algorithmName(int number) {
    return number >= 0 && number < algorithms.size()
        ? algorithms.get(number)
        : "algorithm " + number;
  }
}
