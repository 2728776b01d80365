package org.epnas.nativecuda.simulated;

import static org.bytedeco.cuda.global.cudnn.CUDNN_CROSS_CORRELATION;
import static org.bytedeco.cuda.global.cudnn.CUDNN_DATA_FLOAT;
import static org.bytedeco.cuda.global.cudnn.cudnnCreate;
import static org.bytedeco.cuda.global.cudnn.cudnnCreateConvolutionDescriptor;
import static org.bytedeco.cuda.global.cudnn.cudnnCreateFilterDescriptor;
import static org.bytedeco.cuda.global.cudnn.cudnnCreateTensorDescriptor;
import static org.bytedeco.cuda.global.cudnn.cudnnGetConvolutionForwardWorkspaceSize;
import static org.bytedeco.cuda.global.cudnn.cudnnSetConvolution2dDescriptor;
import static org.bytedeco.cuda.global.cudnn.cudnnSetConvolutionGroupCount;
import static org.bytedeco.cuda.global.cudnn.cudnnSetFilter4dDescriptor;
import static org.bytedeco.cuda.global.cudnn.cudnnSetStream;
import static org.bytedeco.cuda.global.cudnn.cudnnSetTensor4dDescriptor;

import org.bytedeco.cuda.cudart.CUstream_st;
import org.bytedeco.cuda.cudnn.cudnnContext;
import org.bytedeco.cuda.cudnn.cudnnConvolutionStruct;
import org.bytedeco.cuda.cudnn.cudnnFilterStruct;
import org.bytedeco.cuda.cudnn.cudnnTensorStruct;
import org.bytedeco.javacpp.FloatPointer;
import org.bytedeco.javacpp.SizeTPointer;

/** cuDNN's descriptors of one convolution. */
@SuppressWarnings("deprecation") // the legacy convolutions of cuDNN: docs/adr/0018
final class TestConvolution {
  /** An algorithm that needs a workspace. */
  static final int ALGORITHM = 1;

  static final FloatPointer ONE = new FloatPointer(1f);
  static final FloatPointer ZERO = new FloatPointer(0f);

  final cudnnContext handle = new cudnnContext();
  final cudnnTensorStruct x = new cudnnTensorStruct();
  final cudnnTensorStruct y = new cudnnTensorStruct();
  final cudnnFilterStruct w = new cudnnFilterStruct();
  final cudnnConvolutionStruct by = new cudnnConvolutionStruct();

  /**
   * @param format CUDNN_TENSOR_NCHW or CUDNN_TENSOR_NHWC
   */
  TestConvolution(ConvolutionCase of, int format, int type, CUstream_st stream) {
    ok(cudnnCreate(handle));
    ok(cudnnSetStream(handle, stream));
    ok(cudnnCreateTensorDescriptor(x));
    ok(cudnnCreateTensorDescriptor(y));
    ok(cudnnCreateFilterDescriptor(w));
    ok(cudnnCreateConvolutionDescriptor(by));
    ok(cudnnSetTensor4dDescriptor(x, format, type, of.n(), of.c(), of.h(), of.w()));
    ok(cudnnSetTensor4dDescriptor(y, format, type, of.n(), of.k(), of.p(), of.q()));
    ok(
        cudnnSetFilter4dDescriptor(
            w, type, format, of.k(), of.c() / of.groups(), of.kernel(), of.kernel()));
    ok(
        cudnnSetConvolution2dDescriptor(
            by,
            of.pad(),
            of.pad(),
            of.stride(),
            of.stride(),
            of.dilation(),
            of.dilation(),
            CUDNN_CROSS_CORRELATION,
            CUDNN_DATA_FLOAT));
    ok(cudnnSetConvolutionGroupCount(by, of.groups()));
  }

  /** Bytes; the same in all three directions. */
  long workspaceBytes() {
    SizeTPointer bytes = new SizeTPointer(1);
    ok(cudnnGetConvolutionForwardWorkspaceSize(handle, x, w, by, y, ALGORITHM, bytes));
    return bytes.get();
  }

  static void ok(int status) {
    if (status != 0) {
      throw new IllegalStateException("cuDNN status (%d)".formatted(status));
    }
  }
}
