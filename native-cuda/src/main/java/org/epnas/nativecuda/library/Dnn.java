package org.epnas.nativecuda.library;

import static org.bytedeco.cuda.global.cudnn.CUDNN_CONVOLUTION_BWD_DATA_ALGO_COUNT;
import static org.bytedeco.cuda.global.cudnn.CUDNN_CONVOLUTION_BWD_FILTER_ALGO_COUNT;
import static org.bytedeco.cuda.global.cudnn.CUDNN_CONVOLUTION_FWD_ALGO_COUNT;
import static org.bytedeco.cuda.global.cudnn.CUDNN_CROSS_CORRELATION;
import static org.bytedeco.cuda.global.cudnn.CUDNN_DATA_BFLOAT16;
import static org.bytedeco.cuda.global.cudnn.CUDNN_DATA_FLOAT;
import static org.bytedeco.cuda.global.cudnn.CUDNN_DEFAULT_MATH;
import static org.bytedeco.cuda.global.cudnn.CUDNN_DETERMINISTIC;
import static org.bytedeco.cuda.global.cudnn.CUDNN_FMA_MATH;
import static org.bytedeco.cuda.global.cudnn.CUDNN_STATUS_ALLOC_FAILED;
import static org.bytedeco.cuda.global.cudnn.CUDNN_TENSOR_NCHW;
import static org.bytedeco.cuda.global.cudnn.CUDNN_TENSOR_NHWC;
import static org.bytedeco.cuda.global.cudnn.CUDNN_TENSOR_OP_MATH;
import static org.bytedeco.cuda.global.cudnn.cudnnConvolutionBackwardData;
import static org.bytedeco.cuda.global.cudnn.cudnnConvolutionBackwardFilter;
import static org.bytedeco.cuda.global.cudnn.cudnnConvolutionForward;
import static org.bytedeco.cuda.global.cudnn.cudnnCreate;
import static org.bytedeco.cuda.global.cudnn.cudnnCreateConvolutionDescriptor;
import static org.bytedeco.cuda.global.cudnn.cudnnCreateFilterDescriptor;
import static org.bytedeco.cuda.global.cudnn.cudnnCreateTensorDescriptor;
import static org.bytedeco.cuda.global.cudnn.cudnnDestroy;
import static org.bytedeco.cuda.global.cudnn.cudnnDestroyConvolutionDescriptor;
import static org.bytedeco.cuda.global.cudnn.cudnnDestroyFilterDescriptor;
import static org.bytedeco.cuda.global.cudnn.cudnnDestroyTensorDescriptor;
import static org.bytedeco.cuda.global.cudnn.cudnnGetConvolutionBackwardDataAlgorithm_v7;
import static org.bytedeco.cuda.global.cudnn.cudnnGetConvolutionBackwardFilterAlgorithm_v7;
import static org.bytedeco.cuda.global.cudnn.cudnnGetConvolutionForwardAlgorithm_v7;
import static org.bytedeco.cuda.global.cudnn.cudnnGetErrorString;
import static org.bytedeco.cuda.global.cudnn.cudnnGetLastErrorString;
import static org.bytedeco.cuda.global.cudnn.cudnnGetVersion;
import static org.bytedeco.cuda.global.cudnn.cudnnSetConvolution2dDescriptor;
import static org.bytedeco.cuda.global.cudnn.cudnnSetConvolutionGroupCount;
import static org.bytedeco.cuda.global.cudnn.cudnnSetConvolutionMathType;
import static org.bytedeco.cuda.global.cudnn.cudnnSetFilter4dDescriptor;
import static org.bytedeco.cuda.global.cudnn.cudnnSetStream;
import static org.bytedeco.cuda.global.cudnn.cudnnSetTensor4dDescriptor;

import java.util.ArrayList;
import java.util.List;
import org.bytedeco.cuda.cudnn.cudnnContext;
import org.bytedeco.cuda.cudnn.cudnnConvolutionBwdDataAlgoPerf_t;
import org.bytedeco.cuda.cudnn.cudnnConvolutionBwdFilterAlgoPerf_t;
import org.bytedeco.cuda.cudnn.cudnnConvolutionFwdAlgoPerf_t;
import org.bytedeco.cuda.cudnn.cudnnConvolutionStruct;
import org.bytedeco.cuda.cudnn.cudnnFilterStruct;
import org.bytedeco.cuda.cudnn.cudnnTensorStruct;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.FloatPointer;
import org.epnas.nativecuda.runtime.Address;
import org.epnas.nativecuda.runtime.CudaException;
import org.epnas.nativecuda.runtime.Stream;

/**
 * cuDNN on one stream: ordinary and grouped convolutions, through the legacy interface (ADR 0018).
 * The only class that imports its preset.
 *
 * <p>Foreign functions called: {@code cudnnCreate, cudnnDestroy, cudnnSetStream, cudnnGetVersion,
 * cudnnGetErrorString, cudnnGetLastErrorString}; {@code cudnnCreate, cudnnSet, cudnnDestroy} of
 * {@code Tensor(4d)Descriptor, Filter(4d)Descriptor, Convolution(2d)Descriptor}; {@code
 * cudnnSetConvolutionGroupCount, cudnnSetConvolutionMathType}; {@code
 * cudnnGetConvolution(Forward|BackwardData|BackwardFilter)Algorithm_v7}; {@code
 * cudnnConvolution(Forward|BackwardData|BackwardFilter)}.
 */
@SuppressWarnings("deprecation") // the legacy convolutions of cuDNN: docs/adr/0018
public final class Dnn implements AutoCloseable {
  private static final int MAJOR_VERSION = 9;

  /** Bytes: {@code cudnnGetVersion} counts major versions so. */
  private static final int VERSION_UNIT = 10_000;

  private static final int MESSAGE_BYTES = 512;

  private final Stream stream;
  private final cudnnContext handle = new cudnnContext();
  private final FloatPointer one = new FloatPointer(1.0f);
  private final FloatPointer zero = new FloatPointer(0.0f);
  private boolean open = true;

  /**
   * @throws CudaException if the library is of another major version
   */
  public Dnn(Stream stream) {
    this.stream = stream;
    stream.device().use();
    long version = version();
    if (version / VERSION_UNIT != MAJOR_VERSION) {
      throw new CudaException(
          "cudnnGetVersion",
          "the library is version (%s), but (9.x) is needed. Install NVIDIA's package (cudnn9-cuda-13)"
              .formatted(version),
          false);
    }
    check(cudnnCreate(handle), "cudnnCreate");
    check(cudnnSetStream(handle, stream.handle()), "cudnnSetStream");
  }

  /** Of the library: 92500 for 9.25.0. */
  public static long version() {
    return cudnnGetVersion();
  }

  /** One entry of cuDNN's list of algorithms, the fastest first. */
  private record Candidate(Algorithm algorithm, int status) {}

  /** What an algorithm must keep to. */
  public record Limits(boolean deterministic, long workspaceBytes) {}

  /** cuDNN's description of one convolution, in one number format. */
  public final class Convolution implements AutoCloseable {
    private final cudnnTensorStruct x = new cudnnTensorStruct();
    private final cudnnTensorStruct y = new cudnnTensorStruct();
    private final cudnnFilterStruct w = new cudnnFilterStruct();
    private final cudnnConvolutionStruct form = new cudnnConvolutionStruct();
    private boolean open = true;

    private Convolution(ConvolutionShape shape, ElementType type, boolean exact) {
      check(cudnnCreateTensorDescriptor(x), "cudnnCreateTensorDescriptor");
      check(cudnnCreateTensorDescriptor(y), "cudnnCreateTensorDescriptor");
      check(cudnnCreateFilterDescriptor(w), "cudnnCreateFilterDescriptor");
      check(cudnnCreateConvolutionDescriptor(form), "cudnnCreateConvolutionDescriptor");
      int layout = layout(type);
      int data = dataType(type);
      check(
          cudnnSetTensor4dDescriptor(
              x, layout, data, shape.batch(), shape.inputs(), shape.height(), shape.width()),
          "cudnnSetTensor4dDescriptor");
      check(
          cudnnSetTensor4dDescriptor(
              y, layout, data, shape.batch(), shape.outputs(), shape.outHeight(), shape.outWidth()),
          "cudnnSetTensor4dDescriptor");
      int perGroup = shape.inputs() / shape.groups();
      check(
          cudnnSetFilter4dDescriptor(
              w, data, layout, shape.outputs(), perGroup, shape.kernel(), shape.kernel()),
          "cudnnSetFilter4dDescriptor");
      describe(shape);
      setMath(math(type, exact));
    }

    private void describe(ConvolutionShape shape) {
      check(
          cudnnSetConvolution2dDescriptor(
              form,
              shape.padding(),
              shape.padding(),
              shape.stride(),
              shape.stride(),
              shape.dilation(),
              shape.dilation(),
              CUDNN_CROSS_CORRELATION,
              CUDNN_DATA_FLOAT),
          "cudnnSetConvolution2dDescriptor");
      check(cudnnSetConvolutionGroupCount(form, shape.groups()), "cudnnSetConvolutionGroupCount");
    }

    private void setMath(int math) {
      check(cudnnSetConvolutionMathType(form, math), "cudnnSetConvolutionMathType");
    }

    public Algorithm forwardAlgorithm(Limits limits) {
      int[] found = new int[1];
      List<Candidate> candidates = new ArrayList<>();
      try (cudnnConvolutionFwdAlgoPerf_t all =
          new cudnnConvolutionFwdAlgoPerf_t(CUDNN_CONVOLUTION_FWD_ALGO_COUNT)) {
        String call = "cudnnGetConvolutionForwardAlgorithm_v7";
        check(
            cudnnGetConvolutionForwardAlgorithm_v7(
                handle, x, w, form, y, CUDNN_CONVOLUTION_FWD_ALGO_COUNT, found, all),
            call);
        for (int i = 0; i < found[0]; i++) {
          var entry = all.getPointer(i);
          candidates.add(
              new Candidate(
                  new Algorithm(
                      entry.algo(),
                      entry.mathType(),
                      entry.memory(),
                      entry.determinism() == CUDNN_DETERMINISTIC),
                  entry.status()));
        }
        return fastest(candidates, limits, call);
      }
    }

    public Algorithm dataGradientAlgorithm(Limits limits) {
      int[] found = new int[1];
      List<Candidate> candidates = new ArrayList<>();
      try (cudnnConvolutionBwdDataAlgoPerf_t all =
          new cudnnConvolutionBwdDataAlgoPerf_t(CUDNN_CONVOLUTION_BWD_DATA_ALGO_COUNT)) {
        String call = "cudnnGetConvolutionBackwardDataAlgorithm_v7";
        check(
            cudnnGetConvolutionBackwardDataAlgorithm_v7(
                handle, w, y, form, x, CUDNN_CONVOLUTION_BWD_DATA_ALGO_COUNT, found, all),
            call);
        for (int i = 0; i < found[0]; i++) {
          var entry = all.getPointer(i);
          candidates.add(
              new Candidate(
                  new Algorithm(
                      entry.algo(),
                      entry.mathType(),
                      entry.memory(),
                      entry.determinism() == CUDNN_DETERMINISTIC),
                  entry.status()));
        }
        return fastest(candidates, limits, call);
      }
    }

    public Algorithm weightGradientAlgorithm(Limits limits) {
      int[] found = new int[1];
      List<Candidate> candidates = new ArrayList<>();
      try (cudnnConvolutionBwdFilterAlgoPerf_t all =
          new cudnnConvolutionBwdFilterAlgoPerf_t(CUDNN_CONVOLUTION_BWD_FILTER_ALGO_COUNT)) {
        String call = "cudnnGetConvolutionBackwardFilterAlgorithm_v7";
        check(
            cudnnGetConvolutionBackwardFilterAlgorithm_v7(
                handle, x, y, form, w, CUDNN_CONVOLUTION_BWD_FILTER_ALGO_COUNT, found, all),
            call);
        for (int i = 0; i < found[0]; i++) {
          var entry = all.getPointer(i);
          candidates.add(
              new Candidate(
                  new Algorithm(
                      entry.algo(),
                      entry.mathType(),
                      entry.memory(),
                      entry.determinism() == CUDNN_DETERMINISTIC),
                  entry.status()));
        }
        return fastest(candidates, limits, call);
      }
    }

    private static Algorithm fastest(List<Candidate> candidates, Limits limits, String call) {
      return candidates.stream()
          .filter(candidate -> candidate.status() == 0)
          .map(Candidate::algorithm)
          .filter(algorithm -> algorithm.deterministic() || !limits.deterministic())
          .filter(algorithm -> algorithm.workspaceBytes() <= limits.workspaceBytes())
          .findFirst()
          .orElseThrow(() ->
              new CudaException(
                  call,
                  "none of (%s) algorithms keeps to %s".formatted(candidates.size(), limits),
                  false));
    }

    /** Queues y = x * w. */
    public void forward(Algorithm algorithm, long xAt, long wAt, long yAt, long workspace) {
      setMath(algorithm.math());
      check(
          cudnnConvolutionForward(
              handle,
              one,
              x,
              Address.of(xAt),
              w,
              Address.of(wAt),
              form,
              algorithm.number(),
              Address.of(workspace),
              algorithm.workspaceBytes(),
              zero,
              y,
              Address.of(yAt)),
          "cudnnConvolutionForward");
    }

    /** Queues the gradient of x, overwritten or added to. */
    public void dataGradient(
        Algorithm algorithm, long wAt, long dyAt, long dxAt, boolean accumulate, long workspace) {
      setMath(algorithm.math());
      check(
          cudnnConvolutionBackwardData(
              handle,
              one,
              w,
              Address.of(wAt),
              y,
              Address.of(dyAt),
              form,
              algorithm.number(),
              Address.of(workspace),
              algorithm.workspaceBytes(),
              accumulate ? one : zero,
              x,
              Address.of(dxAt)),
          "cudnnConvolutionBackwardData");
    }

    /** Queues the gradient of w, in the number format of the tensors. */
    public void weightGradient(
        Algorithm algorithm, long xAt, long dyAt, long dwAt, long workspace) {
      setMath(algorithm.math());
      check(
          cudnnConvolutionBackwardFilter(
              handle,
              one,
              x,
              Address.of(xAt),
              y,
              Address.of(dyAt),
              form,
              algorithm.number(),
              Address.of(workspace),
              algorithm.workspaceBytes(),
              zero,
              w,
              Address.of(dwAt)),
          "cudnnConvolutionBackwardFilter");
    }

    @Override
    public void close() {
      if (open) {
        open = false;
        check(cudnnDestroyConvolutionDescriptor(form), "cudnnDestroyConvolutionDescriptor");
        check(cudnnDestroyFilterDescriptor(w), "cudnnDestroyFilterDescriptor");
        check(cudnnDestroyTensorDescriptor(y), "cudnnDestroyTensorDescriptor");
        check(cudnnDestroyTensorDescriptor(x), "cudnnDestroyTensorDescriptor");
      }
    }
  }

  /**
   * Describes a convolution: fp32 as (N, C, H, W) with weights (out, in / groups, kernel, kernel),
   * bf16 as (N, H, W, C) with weights (out, kernel, kernel, in / groups).
   *
   * @param exact whether products of fp32 keep all its digits
   */
  public Convolution convolution(ConvolutionShape shape, ElementType type, boolean exact) {
    return new Convolution(shape, type, exact);
  }

  private static int layout(ElementType type) {
    return switch (type) {
      case F32 -> CUDNN_TENSOR_NCHW;
      case BF16 -> CUDNN_TENSOR_NHWC;
    };
  }

  private static int dataType(ElementType type) {
    return switch (type) {
      case F32 -> CUDNN_DATA_FLOAT;
      case BF16 -> CUDNN_DATA_BFLOAT16;
    };
  }

  private static int math(ElementType type, boolean exact) {
    return switch (type) {
      case F32 -> exact ? CUDNN_FMA_MATH : CUDNN_DEFAULT_MATH;
      case BF16 -> CUDNN_TENSOR_OP_MATH;
    };
  }

  private static void check(int status, String call) {
    if (status != 0) {
      try (BytePointer details = new BytePointer(MESSAGE_BYTES)) {
        cudnnGetLastErrorString(details, MESSAGE_BYTES);
        String reason =
            "%s (%s): %s"
                .formatted(
                    cudnnGetErrorString(status).getString(),
                    status,
                    details.limit(0).getString().strip());
        throw CudaException.ofLibrary(call, reason, status == CUDNN_STATUS_ALLOC_FAILED);
      }
    }
  }

  @Override
  public void close() {
    if (open) {
      open = false;
      stream.device().use();
      check(cudnnDestroy(handle), "cudnnDestroy");
      one.close();
      zero.close();
    }
  }
}
