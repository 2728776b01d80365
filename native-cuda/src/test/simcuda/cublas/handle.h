// cuBLAS's handle; never deleted, so that a stale one is recognised.
#pragma once
#include "../core/report.h"
#include "../core/stream.h"

namespace simcuda::blas {

enum Status : int { kNotInitialized = 1, kInvalid = 7, kExecutionFailed = 13, kStatusNotSupported = 15 };

constexpr int kLive = 0xB1A5;

struct Handle {
  int magic;
  Stream* stream;
  void* workspace;
  size_t workspaceBytes;
};

// 0, or reported.
int check(const Handle* h, const char* call);

}  // namespace simcuda::blas
