package org.epnas.nativecuda.library;

import static org.bytedeco.cuda.global.cublas.CUBLAS_COMPUTE_32F;
import static org.bytedeco.cuda.global.cublas.CUBLAS_COMPUTE_32F_FAST_TF32;
import static org.bytedeco.cuda.global.cublas.CUBLAS_GEMM_DEFAULT;
import static org.bytedeco.cuda.global.cublas.CUBLAS_OP_N;
import static org.bytedeco.cuda.global.cublas.CUBLAS_OP_T;
import static org.bytedeco.cuda.global.cublas.cublasCreate_v2;
import static org.bytedeco.cuda.global.cublas.cublasDestroy_v2;
import static org.bytedeco.cuda.global.cublas.cublasGemmEx;
import static org.bytedeco.cuda.global.cublas.cublasGetStatusString;
import static org.bytedeco.cuda.global.cublas.cublasSetStream_v2;
import static org.bytedeco.cuda.global.cublas.cublasSetWorkspace_v2;

import org.bytedeco.cuda.cublas.cublasContext;
import org.bytedeco.javacpp.FloatPointer;
import org.epnas.nativecuda.runtime.Address;
import org.epnas.nativecuda.runtime.CudaException;
import org.epnas.nativecuda.runtime.DeviceMemory;
import org.epnas.nativecuda.runtime.Stream;

/**
 * cuBLAS on one stream: matrix products, row-major. The only class that imports its preset.
 *
 * <p>Foreign functions called: {@code cublasCreate_v2, cublasDestroy_v2, cublasSetStream_v2,
 * cublasSetWorkspace_v2, cublasGemmEx, cublasGetStatusString}.
 */
public final class Blas implements AutoCloseable {
  /** Bytes of scratch memory. Dense layers are small. */
  public static final long WORKSPACE_BYTES = 8L << 20;

  /** {@code CUBLAS_STATUS_ALLOC_FAILED}. */
  private static final int ALLOCATION_FAILED = 3;

  private final Stream stream;
  private final boolean exact;
  private final cublasContext handle = new cublasContext();
  private boolean open = true;

  /**
   * @param workspace some of the device's memory, as a rule {@link #WORKSPACE_BYTES}, for this
   *     stream alone, because a captured graph goes on using them
   * @param exact whether products of fp32 keep all its digits; else their factors are rounded to
   *     TF32, which is faster
   */
  public Blas(Stream stream, DeviceMemory workspace, boolean exact) {
    this.stream = stream;
    this.exact = exact;
    stream.device().use();
    check(cublasCreate_v2(handle), "cublasCreate");
    check(cublasSetStream_v2(handle, stream.handle()), "cublasSetStream");
    check(
        cublasSetWorkspace_v2(handle, Address.of(workspace.address()), workspace.bytes()),
        "cublasSetWorkspace");
  }

  /**
   * A row-major matrix as a factor.
   *
   * @param address of its first value
   * @param columns of a row, before it is transposed
   * @param transposed whether the product takes it transposed
   */
  public record Factor(long address, ElementType type, int columns, boolean transposed) {}

  /**
   * Queues c = a * b, or c += a * b.
   *
   * @param rows of c
   * @param columns of c
   * @param inner columns of a as it is taken
   * @param c (rows, columns), row-major
   */
  public void multiply(
      Factor a,
      Factor b,
      long c,
      ElementType cType,
      int rows,
      int columns,
      int inner,
      boolean accumulate) {
    // Row-major c = a b is column-major c' = b' a'.
    try (FloatPointer one = new FloatPointer(1.0f);
        FloatPointer beta = new FloatPointer(accumulate ? 1.0f : 0.0f)) {
      check(
          cublasGemmEx(
              handle,
              b.transposed() ? CUBLAS_OP_T : CUBLAS_OP_N,
              a.transposed() ? CUBLAS_OP_T : CUBLAS_OP_N,
              columns,
              rows,
              inner,
              one,
              Address.of(b.address()),
              b.type().cudaType(),
              b.columns(),
              Address.of(a.address()),
              a.type().cudaType(),
              a.columns(),
              beta,
              Address.of(c),
              cType.cudaType(),
              columns,
              computeType(a.type()),
              CUBLAS_GEMM_DEFAULT),
          "cublasGemmEx");
    }
  }

  private int computeType(ElementType factors) {
    return switch (factors) {
      case F32 -> exact ? CUBLAS_COMPUTE_32F : CUBLAS_COMPUTE_32F_FAST_TF32;
      case BF16 -> CUBLAS_COMPUTE_32F;
    };
  }

  private static void check(int status, String call) {
    if (status != 0) {
      String reason = "%s (%s)".formatted(cublasGetStatusString(status).getString(), status);
      throw CudaException.ofLibrary(call, reason, status == ALLOCATION_FAILED);
    }
  }

  @Override
  public void close() {
    if (open) {
      open = false;
      stream.device().use();
      check(cublasDestroy_v2(handle), "cublasDestroy");
    }
  }
}
