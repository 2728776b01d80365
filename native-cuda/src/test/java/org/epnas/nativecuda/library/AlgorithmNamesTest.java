package org.epnas.nativecuda.library;

import static org.assertj.core.api.Assertions.assertThat;
import static org.bytedeco.cuda.global.cudnn.CUDNN_CONVOLUTION_BWD_DATA_ALGO_1;
import static org.bytedeco.cuda.global.cudnn.CUDNN_CONVOLUTION_BWD_DATA_ALGO_COUNT;
import static org.bytedeco.cuda.global.cudnn.CUDNN_CONVOLUTION_BWD_DATA_ALGO_WINOGRAD_NONFUSED;
import static org.bytedeco.cuda.global.cudnn.CUDNN_CONVOLUTION_BWD_FILTER_ALGO_3;
import static org.bytedeco.cuda.global.cudnn.CUDNN_CONVOLUTION_BWD_FILTER_ALGO_COUNT;
import static org.bytedeco.cuda.global.cudnn.CUDNN_CONVOLUTION_BWD_FILTER_ALGO_FFT_TILING;
import static org.bytedeco.cuda.global.cudnn.CUDNN_CONVOLUTION_FWD_ALGO_COUNT;
import static org.bytedeco.cuda.global.cudnn.CUDNN_CONVOLUTION_FWD_ALGO_IMPLICIT_PRECOMP_GEMM;
import static org.bytedeco.cuda.global.cudnn.CUDNN_CONVOLUTION_FWD_ALGO_WINOGRAD_NONFUSED;
import static org.bytedeco.cuda.global.cudnn.CUDNN_FMA_MATH;

import org.junit.jupiter.api.Test;

/** The names are in the order of cuDNN's numbers. Needs no library: the numbers are constants. */
final class AlgorithmNamesTest {
  @Test
  void forwardAlgorithmsHaveTheirNames() {
    ConvolutionPass pass = ConvolutionPass.FORWARD;
    assertThat(pass.algorithmName(CUDNN_CONVOLUTION_FWD_ALGO_IMPLICIT_PRECOMP_GEMM))
        .isEqualTo("IMPLICIT_PRECOMP_GEMM");
    assertThat(pass.algorithmName(CUDNN_CONVOLUTION_FWD_ALGO_WINOGRAD_NONFUSED))
        .isEqualTo("WINOGRAD_NONFUSED");
    assertThat(pass.algorithmName(CUDNN_CONVOLUTION_FWD_ALGO_COUNT)).isEqualTo("algorithm 8");
  }

  @Test
  void gradientAlgorithmsHaveTheirNames() {
    ConvolutionPass data = ConvolutionPass.DATA_GRADIENT;
    assertThat(data.algorithmName(CUDNN_CONVOLUTION_BWD_DATA_ALGO_1)).isEqualTo("ALGO_1");
    assertThat(data.algorithmName(CUDNN_CONVOLUTION_BWD_DATA_ALGO_WINOGRAD_NONFUSED))
        .isEqualTo("WINOGRAD_NONFUSED");
    assertThat(data.algorithmName(CUDNN_CONVOLUTION_BWD_DATA_ALGO_COUNT)).isEqualTo("algorithm 6");

    ConvolutionPass weight = ConvolutionPass.WEIGHT_GRADIENT;
    assertThat(weight.algorithmName(CUDNN_CONVOLUTION_BWD_FILTER_ALGO_3)).isEqualTo("ALGO_3");
    assertThat(weight.algorithmName(CUDNN_CONVOLUTION_BWD_FILTER_ALGO_FFT_TILING))
        .isEqualTo("FFT_TILING");
    assertThat(weight.algorithmName(CUDNN_CONVOLUTION_BWD_FILTER_ALGO_COUNT))
        .isEqualTo("algorithm 7");
  }

  @Test
  void mathTypesHaveTheirNames() {
    assertThat(new Algorithm(0, CUDNN_FMA_MATH, 0, true).mathName()).isEqualTo("FMA_MATH");
    assertThat(new Algorithm(0, 77, 0, true).mathName()).isEqualTo("math type 77");
  }
}
