package org.epnas.nativecuda.simulated;

import static org.assertj.core.api.Assertions.assertThat;
import static org.bytedeco.cuda.global.cublas.cublasCreate_v2;
import static org.bytedeco.cuda.global.cublas.cublasSgemm_v2;
import static org.bytedeco.cuda.global.cudnn.CUDNN_DATA_FLOAT;
import static org.bytedeco.cuda.global.cudnn.CUDNN_TENSOR_NCHW;
import static org.bytedeco.cuda.global.cudnn.cudnnConvolutionForward;
import static org.bytedeco.cuda.global.cudnn.cudnnCreateTensorDescriptor;
import static org.bytedeco.cuda.global.cudnn.cudnnDestroyTensorDescriptor;
import static org.bytedeco.cuda.global.cudnn.cudnnGetLastErrorString;
import static org.bytedeco.cuda.global.cudnn.cudnnGetTensorSizeInBytes;
import static org.bytedeco.cuda.global.cudnn.cudnnOpsVersionCheck;
import static org.bytedeco.cuda.global.cudnn.cudnnSetTensor4dDescriptor;
import static org.epnas.nativecuda.simulated.TestConvolution.ALGORITHM;
import static org.epnas.nativecuda.simulated.TestConvolution.ONE;
import static org.epnas.nativecuda.simulated.TestConvolution.ZERO;
import static org.epnas.nativecuda.simulated.TestDevice.allocate;

import org.bytedeco.cuda.cublas.cublasContext;
import org.bytedeco.cuda.cudnn.cudnnTensorStruct;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.FloatPointer;
import org.bytedeco.javacpp.Pointer;
import org.bytedeco.javacpp.SizeTPointer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Wrong calls of cuDNN and cuBLAS. */
@OnSimulatedDevice(nvrtc = false)
@SuppressWarnings("deprecation") // the legacy convolutions of cuDNN: docs/adr/0018
class LibraryMisuseTest {
  private static final int BAD_PARAMETER = 2000;

  private final ConvolutionCase shape = new ConvolutionCase(2, 3, 8, 8, 4, 3, 1, 1, 1, 1);
  private TestConvolution on;
  private FloatPointer x;
  private FloatPointer w;
  private FloatPointer y;
  private FloatPointer workspace;
  private long bytes;

  @BeforeEach
  void setUp() {
    on = new TestConvolution(shape, CUDNN_TENSOR_NCHW, CUDNN_DATA_FLOAT, TestDevice.stream());
    x = allocate(shape.inputSize());
    w = allocate(shape.filterSize());
    y = allocate(shape.outputSize());
    bytes = on.workspaceBytes();
    workspace = allocate((int) bytes);
  }

  private int forward(
      FloatPointer alpha,
      FloatPointer in,
      cudnnTensorStruct outDescriptor,
      long workspaceBytes,
      Pointer out) {
    return cudnnConvolutionForward(
        on.handle,
        alpha,
        on.x,
        in,
        on.w,
        w,
        on.by,
        ALGORITHM,
        workspace,
        workspaceBytes,
        ZERO,
        outDescriptor,
        out);
  }

  @Test
  void hostPointerAsInput() {
    assertThat(forward(ONE, new FloatPointer(shape.inputSize()), on.y, bytes, y))
        .isEqualTo(BAD_PARAMETER);
    Reported.once().contains("cudnnConvolutionForward: x", "is a HOST pointer");
  }

  @Test
  void workspaceOneByteShort() {
    assertThat(forward(ONE, x, on.y, bytes - 1, y)).isEqualTo(BAD_PARAMETER);
    Reported.once()
        .contains("cudnnConvolutionForward: the workspace has %d bytes".formatted(bytes - 1));
  }

  @Test
  void workspaceBufferOneByteShort() {
    workspace = new FloatPointer((Pointer) null);
    TestDevice.ok(org.bytedeco.cuda.global.cudart.cudaMalloc(workspace, bytes - 1));
    assertThat(forward(ONE, x, on.y, bytes, y)).isEqualTo(BAD_PARAMETER);
    Reported.once().contains("cudnnConvolutionForward: the workspace", "run 1 bytes over the end");
  }

  @Test
  void wrongOutputDescriptor() {
    assertThat(forward(ONE, x, on.x, bytes, y)).isEqualTo(BAD_PARAMETER);
    Reported.once()
        .contains(
            "cudnnConvolutionForward: the output's descriptor says (2, 3, 8, 8)", "(2, 4, 8, 8)");
  }

  @Test
  void outputBufferTooSmall() {
    assertThat(forward(ONE, x, on.y, bytes, allocate(shape.outputSize() - 1)))
        .isEqualTo(BAD_PARAMETER);
    Reported.once().contains("cudnnConvolutionForward: y", "run 4 bytes over the end");
  }

  @Test
  void devicePointerAsAlpha() {
    assertThat(forward(w, x, on.y, bytes, y)).isEqualTo(BAD_PARAMETER);
    Reported.once().contains("alpha is a device pointer");
  }

  @Test
  void inputThatWasFreed() {
    TestDevice.free(x);
    assertThat(forward(ONE, x, on.y, bytes, y)).isEqualTo(BAD_PARAMETER);
    Reported.once().contains("cudnnConvolutionForward: x: use after free");
  }

  @Test
  void destroyedDescriptor() {
    cudnnTensorStruct descriptor = new cudnnTensorStruct();
    TestConvolution.ok(cudnnCreateTensorDescriptor(descriptor));
    TestConvolution.ok(cudnnSetTensor4dDescriptor(descriptor, 0, 0, 1, 1, 1, 1));
    cudnnTensorStruct alias = new cudnnTensorStruct(descriptor);
    TestConvolution.ok(cudnnDestroyTensorDescriptor(descriptor));
    assertThat(cudnnGetTensorSizeInBytes(alias, new SizeTPointer(1))).isEqualTo(BAD_PARAMETER);
    Reported.once().contains("cudnnGetTensorSizeInBytes: tensorDesc was destroyed");
  }

  @Test
  void descriptorThatWasNeverSet() {
    cudnnTensorStruct descriptor = new cudnnTensorStruct();
    TestConvolution.ok(cudnnCreateTensorDescriptor(descriptor));
    assertThat(forward(ONE, x, descriptor, bytes, y)).isEqualTo(BAD_PARAMETER);
    Reported.once().contains("the output's descriptor was never set");
  }

  @Test
  void lastErrorStringSaysWhy() {
    forward(ONE, x, on.x, bytes, y);
    Reported.once().isNotEmpty();
    BytePointer text = new BytePointer(512);
    cudnnGetLastErrorString(text, 512);
    assertThat(text.limit(0).getString()).startsWith("cudnnConvolutionForward: the output's");
  }

  @Test
  void functionThatIsNotSimulated() {
    assertThat(cudnnOpsVersionCheck()).isNotZero();
    Reported.once().contains("cudnnOpsVersionCheck is not implemented by the simulated device");
  }

  @Test
  void hostArraysForBlas() {
    cublasContext blas = blas();
    float[] host = new float[20];
    assertThat(
            cublasSgemm_v2(
                blas, 0, 0, 3, 4, 5, new float[] {1}, host, 3, host, 5, new float[] {0}, host, 3))
        .isNotZero();
    Reported.once().contains("cublasSgemm, A", "is a HOST pointer");
  }

  @Test
  void leadingDimensionTooSmall() {
    assertThat(cublasSgemm_v2(blas(), 0, 0, 3, 4, 5, ONE, x, 3, w, 5, ZERO, y, 2)).isNotZero();
    Reported.once().contains("cublasSgemm: the leading dimension 2 of C is less than its 3 rows");
  }

  private static cublasContext blas() {
    cublasContext handle = new cublasContext();
    assertThat(cublasCreate_v2(handle)).isZero();
    return handle;
  }
}
