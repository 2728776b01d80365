// Matrix products (libcublas), column-major as in BLAS: c = alpha op(a) op(b) + beta c.
#include <vector>

#include "../core/bfloat16.h"
#include "../core/device_memory.h"
#include "../core/matrix.h"
#include "handle.h"

using namespace simcuda;
using namespace simcuda::blas;

namespace {

enum Type : int { kFloat32 = 0, kBfloat16 = 14 };
constexpr int kCompute32F = 68, kComputePedantic32F = 69, kComputeFastTf32 = 77;

size_t bytesOf(int type) { return type == kBfloat16 ? 2 : 4; }

// Column-major, with a leading dimension.
struct Matrix {
  const char* data;
  int type;
  int rows, columns, leading;
  bool transpose;
  long long stride;  // elements from one matrix of a batch to the next

  size_t bytes(int batch) const {
    return (size_t(batch - 1) * stride + size_t(columns - 1) * leading + rows) * bytesOf(type);
  }

  float at(int matrix, int row, int column) const {
    size_t index =
        size_t(matrix) * stride + (transpose ? column + size_t(row) * leading : row + size_t(column) * leading);
    return type == kBfloat16 ? fromBfloat16(reinterpret_cast<const uint16_t*>(data)[index])
                             : reinterpret_cast<const float*>(data)[index];
  }
};

struct Product {
  const char* call;
  int m, n, k;
  const float *alpha, *beta;
  Matrix a, b, c;
  int batch;
};

// The row-major (rows, columns) matrix op(x).
std::vector<float> dense(const Matrix& x, int matrix, int rows, int columns) {
  std::vector<float> result(size_t(rows) * columns);
  for (int i = 0; i < rows; i++)
    for (int j = 0; j < columns; j++) result[size_t(i) * columns + j] = x.at(matrix, i, j);
  return result;
}

void compute(const Product& p, float alpha, float beta) {
  for (int matrix = 0; matrix < p.batch; matrix++) {
    std::vector<float> result(size_t(p.m) * p.n, 0.0f);
    multiplyAdd(p.m, p.n, p.k, dense(p.a, matrix, p.m, p.k).data(), dense(p.b, matrix, p.k, p.n).data(), result.data());
    for (int i = 0; i < p.m; i++)
      for (int j = 0; j < p.n; j++) {
        float value = alpha * result[size_t(i) * p.n + j] + (beta == 0 ? 0.0f : beta * p.c.at(matrix, i, j));
        size_t index = size_t(matrix) * p.c.stride + i + size_t(j) * p.c.leading;
        char* to = const_cast<char*>(p.c.data);
        if (p.c.type == kBfloat16)
          reinterpret_cast<uint16_t*>(to)[index] = toBfloat16(value);
        else
          reinterpret_cast<float*>(to)[index] = value;
      }
  }
}

int checkMatrix(const Product& p, const Matrix& x, const char* name) {
  if (x.leading < std::max(1, x.rows))
    return refuse(kInvalid, "%s: the leading dimension %d of %s is less than its %d rows", p.call, x.leading, name,
                  x.rows);
  if (x.type != kFloat32 && x.type != kBfloat16)
    return refuse(kStatusNotSupported, "%s: type %d of %s is not simulated", p.call, x.type, name);
  std::string problem = memory::problem(x.data, x.bytes(p.batch));
  return problem.empty() ? 0 : refuse(kInvalid, "%s, %s: %s", p.call, name, problem.c_str());
}

int run(Handle* h, const Product& p) {
  if (int code = check(h, p.call)) return code;
  if (p.m < 0 || p.n < 0 || p.k < 0 || p.batch < 0) return refuse(kInvalid, "%s: negative size", p.call);
  if (p.m == 0 || p.n == 0 || p.batch == 0) return 0;
  for (const float* scalar : {p.alpha, p.beta})
    if (!scalar || memory::isDevice(scalar))
      return refuse(kInvalid, "%s: alpha and beta must be host pointers", p.call);
  if (int code = checkMatrix(p, p.a, "A")) return code;
  if (int code = checkMatrix(p, p.b, "B")) return code;
  if (int code = checkMatrix(p, p.c, "C")) return code;
  float alpha = *p.alpha, beta = *p.beta;
  std::vector<Access> accesses = {{p.a.data, p.a.bytes(p.batch), false},
                                  {p.b.data, p.b.bytes(p.batch), false},
                                  {p.c.data, p.c.bytes(p.batch), true}};
  Product copy = p;
  int code = streams::enqueue(h->stream, {WorkKind::library, p.call, accesses, [=] { compute(copy, alpha, beta); }});
  return code ? kExecutionFailed : 0;
}

Matrix matrix(const void* data, int type, int transpose, int rows, int columns, int leading, long long stride) {
  bool swapped = transpose != 0;
  return {static_cast<const char*>(data),
          type,
          swapped ? columns : rows,
          swapped ? rows : columns,
          leading,
          swapped,
          stride};
}

}  // namespace

SIMCUDA_API int cublasGemmStridedBatchedEx(Handle* h, int transA, int transB, int m, int n, int k, const void* alpha,
                                           const void* a, int typeA, int lda, long long strideA, const void* b,
                                           int typeB, int ldb, long long strideB, const void* beta, void* c, int typeC,
                                           int ldc, long long strideC, int batch, int computeType, int) {
  Entry entry;
  if (computeType != kCompute32F && computeType != kComputePedantic32F && computeType != kComputeFastTf32)
    return refuse(kStatusNotSupported, "cublasGemmEx: compute type %d is not simulated", computeType);
  return run(h, {"cublasGemmEx", m, n, k, static_cast<const float*>(alpha), static_cast<const float*>(beta),
                 matrix(a, typeA, transA, m, k, lda, strideA), matrix(b, typeB, transB, k, n, ldb, strideB),
                 matrix(c, typeC, 0, m, n, ldc, strideC), batch});
}

SIMCUDA_API int cublasGemmEx(Handle* h, int transA, int transB, int m, int n, int k, const void* alpha, const void* a,
                             int typeA, int lda, const void* b, int typeB, int ldb, const void* beta, void* c,
                             int typeC, int ldc, int computeType, int algorithm) {
  return cublasGemmStridedBatchedEx(h, transA, transB, m, n, k, alpha, a, typeA, lda, 0, b, typeB, ldb, 0, beta, c,
                                    typeC, ldc, 0, 1, computeType, algorithm);
}

SIMCUDA_API int cublasSgemmStridedBatched(Handle* h, int transA, int transB, int m, int n, int k, const float* alpha,
                                          const float* a, int lda, long long strideA, const float* b, int ldb,
                                          long long strideB, const float* beta, float* c, int ldc, long long strideC,
                                          int batch) {
  Entry entry;
  return run(h, {"cublasSgemm", m, n, k, alpha, beta, matrix(a, kFloat32, transA, m, k, lda, strideA),
                 matrix(b, kFloat32, transB, k, n, ldb, strideB), matrix(c, kFloat32, 0, m, n, ldc, strideC), batch});
}

SIMCUDA_API int cublasSgemm_v2(Handle* h, int transA, int transB, int m, int n, int k, const float* alpha,
                               const float* a, int lda, const float* b, int ldb, const float* beta, float* c, int ldc) {
  return cublasSgemmStridedBatched(h, transA, transB, m, n, k, alpha, a, lda, 0, b, ldb, 0, beta, c, ldc, 0, 1);
}
