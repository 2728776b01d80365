package org.epnas.nativecuda.simulated;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.bytedeco.cuda.global.cublas.CUBLAS_COMPUTE_32F;
import static org.bytedeco.cuda.global.cublas.CUBLAS_GEMM_DEFAULT;
import static org.bytedeco.cuda.global.cublas.CUBLAS_OP_N;
import static org.bytedeco.cuda.global.cublas.CUBLAS_OP_T;
import static org.bytedeco.cuda.global.cublas.cublasCreate_v2;
import static org.bytedeco.cuda.global.cublas.cublasGemmEx;
import static org.bytedeco.cuda.global.cublas.cublasSetStream_v2;
import static org.bytedeco.cuda.global.cublas.cublasSgemm_v2;
import static org.bytedeco.cuda.global.cudart.CUDA_R_16BF;
import static org.bytedeco.cuda.global.cudart.CUDA_R_32F;
import static org.bytedeco.cuda.global.cudart.cudaMalloc;
import static org.bytedeco.cuda.global.cudart.cudaMemcpy;
import static org.bytedeco.cuda.global.cudart.cudaMemcpyDeviceToHost;
import static org.bytedeco.cuda.global.cudart.cudaMemcpyHostToDevice;
import static org.bytedeco.cuda.global.cudart.cudaStreamSynchronize;
import static org.bytedeco.cuda.global.cudnn.CUDNN_DATA_BFLOAT16;
import static org.bytedeco.cuda.global.cudnn.CUDNN_TENSOR_NHWC;
import static org.bytedeco.cuda.global.cudnn.cudnnConvolutionForward;
import static org.epnas.nativecuda.simulated.TestConvolution.ALGORITHM;
import static org.epnas.nativecuda.simulated.TestConvolution.ONE;
import static org.epnas.nativecuda.simulated.TestConvolution.ZERO;
import static org.epnas.nativecuda.simulated.TestDevice.allocate;
import static org.epnas.nativecuda.simulated.TestDevice.compile;
import static org.epnas.nativecuda.simulated.TestDevice.download;
import static org.epnas.nativecuda.simulated.TestDevice.launch;
import static org.epnas.nativecuda.simulated.TestDevice.ok;
import static org.epnas.nativecuda.simulated.TestDevice.pointer;
import static org.epnas.nativecuda.simulated.TestDevice.stream;
import static org.epnas.nativecuda.simulated.TestDevice.upload;

import org.bytedeco.cuda.cublas.cublasContext;
import org.bytedeco.cuda.cudart.CUstream_st;
import org.bytedeco.javacpp.FloatPointer;
import org.bytedeco.javacpp.Pointer;
import org.bytedeco.javacpp.ShortPointer;
import org.junit.jupiter.api.Test;

/** bfloat16 in kernels, convolutions and matrix products; and the plain matrix product. */
@OnSimulatedDevice
@SuppressWarnings("deprecation") // the legacy convolutions of cuDNN: docs/adr/0018
class ReducedPrecisionTest {
  private static short bits(float value) {
    return (short) (Float.floatToRawIntBits(value) >>> 16);
  }

  private static float value(short bits) {
    return Float.intBitsToFloat(bits << 16);
  }

  private static ShortPointer onDevice(int count) {
    ShortPointer pointer = new ShortPointer((Pointer) null);
    ok(cudaMalloc(pointer, 2L * count));
    return pointer.capacity(count);
  }

  /** Values that bfloat16 holds exactly. */
  private static ShortPointer uploadShorts(float... values) {
    short[] bits = new short[values.length];
    for (int i = 0; i < values.length; i++) {
      bits[i] = bits(values[i]);
      assertThat(value(bits[i])).isEqualTo(values[i]);
    }
    ShortPointer pointer = onDevice(values.length);
    ok(cudaMemcpy(pointer, new ShortPointer(bits), 2L * bits.length, cudaMemcpyHostToDevice));
    return pointer;
  }

  private static short[] downloadShorts(ShortPointer pointer, int count) {
    ShortPointer host = new ShortPointer(count);
    ok(cudaMemcpy(host, pointer, 2L * count, cudaMemcpyDeviceToHost));
    short[] bits = new short[count];
    host.get(bits);
    return bits;
  }

  @Test
  void kernelRoundsToNearestEven() {
    // 1 + 2^-8 lies halfway between 1 and 1 + 2^-7, 1 + 3 * 2^-8 between 1 + 2^-7 and 1 + 2^-6.
    float[] x = {
      1f, 1f + 0x1p-8f, 1f + 3 * 0x1p-8f, 1f + 0x1p-8f + 0x1p-20f, -3.1415927f, Float.NaN, 3e38f
    };
    ShortPointer y = onDevice(x.length);
    CUstream_st stream = stream();
    String source =
        """
        extern "C" __global__ void round_to(const float* x, unsigned short* y) {
          unsigned short bits;
          asm("cvt.rn.bf16.f32 %0, %1;" : "=h"(bits) : "f"(x[threadIdx.x]));
          y[threadIdx.x] = bits;
        }
        """;
    ok(launch(compile(source, "round_to"), 1, x.length, 0, stream, pointer(upload(x)), pointer(y)));
    ok(cudaStreamSynchronize(stream));
    assertThat(downloadShorts(y, x.length))
        .containsExactly(
            bits(1f),
            bits(1f),
            bits(1f + 0x1p-6f),
            bits(1f + 0x1p-7f),
            (short) 0xC049,
            (short) 0x7FFF,
            (short) 0x7F62);
  }

  @Test
  void convolutionReadsChannelsLast() {
    // One 2x2 image of 2 channels, one 1x1 filter: y = 2 * channel 0 - channel 1.
    ConvolutionCase shape = new ConvolutionCase(1, 2, 2, 2, 1, 1, 1, 0, 1, 1);
    CUstream_st stream = stream();
    TestConvolution on = new TestConvolution(shape, CUDNN_TENSOR_NHWC, CUDNN_DATA_BFLOAT16, stream);
    ShortPointer x = uploadShorts(1, 10, 2, 20, 3, 30, 4, 40);
    ShortPointer w = uploadShorts(2, -1);
    ShortPointer y = onDevice(4);
    long bytes = on.workspaceBytes();
    TestConvolution.ok(
        cudnnConvolutionForward(
            on.handle,
            ONE,
            on.x,
            x,
            on.w,
            w,
            on.by,
            ALGORITHM,
            allocate((int) bytes),
            bytes,
            ZERO,
            on.y,
            y));
    ok(cudaStreamSynchronize(stream));
    assertThat(downloadShorts(y, 4)).containsExactly(bits(-8), bits(-16), bits(-24), bits(-32));
  }

  @Test
  void productOfBfloat16IsFloat() {
    CUstream_st stream = stream();
    FloatPointer c = allocate(4);
    // Column-major: a = (1 3; 2 4), b = (5 7; 6 8), a b^T = (1*5+3*7 ...) = (26 30; 38 44).
    assertThat(
            cublasGemmEx(
                blas(stream),
                CUBLAS_OP_N,
                CUBLAS_OP_T,
                2,
                2,
                2,
                ONE,
                uploadShorts(1, 2, 3, 4),
                CUDA_R_16BF,
                2,
                uploadShorts(5, 6, 7, 8),
                CUDA_R_16BF,
                2,
                ZERO,
                c,
                CUDA_R_32F,
                2,
                CUBLAS_COMPUTE_32F,
                CUBLAS_GEMM_DEFAULT))
        .isZero();
    ok(cudaStreamSynchronize(stream));
    assertThat(download(c, 4)).containsExactly(26, 38, 30, 44);
  }

  @Test
  void productAddsToWhatIsThere() {
    CUstream_st stream = stream();
    FloatPointer c = upload(100, 200);
    // a is 2 x 3 with a leading dimension of 4: (1 2 3; 4 5 6); b = (1 1 1).
    FloatPointer a = upload(1, 4, 0, 0, 2, 5, 0, 0, 3, 6, 0, 0);
    assertThat(
            cublasSgemm_v2(
                blas(stream),
                CUBLAS_OP_N,
                CUBLAS_OP_N,
                2,
                1,
                3,
                new FloatPointer(2f),
                a,
                4,
                upload(1, 1, 1),
                3,
                ONE,
                c,
                2))
        .isZero();
    ok(cudaStreamSynchronize(stream));
    assertThat(download(c, 2)[0]).isCloseTo(112, within(1e-6f));
    assertThat(download(c, 2)[1]).isCloseTo(230, within(1e-6f));
  }

  private static cublasContext blas(CUstream_st stream) {
    cublasContext handle = new cublasContext();
    assertThat(cublasCreate_v2(handle)).isZero();
    assertThat(cublasSetStream_v2(handle, stream)).isZero();
    return handle;
  }
}
