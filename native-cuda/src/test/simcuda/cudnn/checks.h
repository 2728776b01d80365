// Collects what is wrong with the arguments of one call; the first problem is the one reported.
#pragma once
#include "../core/device_memory.h"
#include "descriptors.h"

namespace simcuda::dnn {

class Checks {
 public:
  explicit Checks(const char* call) : call_(call) {}

  Checks& handle(const Handle* h) { return add(kBadParameter, liveness(h, Magic::handle, "handle")); }
  Checks& tensor(const Tensor* t, const char* name) { return add(kBadParameter, liveness(t, Magic::tensor, name)); }
  Checks& filter(const Tensor* t, const char* name) { return add(kBadParameter, liveness(t, Magic::filter, name)); }
  Checks& convolution(const Convolution* c) { return add(kBadParameter, liveness(c, Magic::convolution, "convDesc")); }

  Checks& require(bool holds, const std::string& rule) { return add(kBadParameter, holds ? "" : rule); }
  Checks& supported(bool holds, const std::string& rule) { return add(kStatusNotSupported, holds ? "" : rule); }

  // Data behind a tensor descriptor.
  Checks& device(const void* p, size_t bytes, const char* name) {
    std::string problem = code_ ? "" : memory::problem(p, bytes);
    return add(kBadParameter, problem.empty() ? "" : std::string(name) + ": " + problem);
  }

  // alpha and beta
  Checks& host(const void* p, const char* name) {
    if (!p) return add(kBadParameterNull, std::string(name) + " is null");
    return add(kBadParameter,
               memory::isDevice(p) ? std::string(name) + " is a device pointer, a host pointer is needed" : "");
  }

  bool failed() const { return code_ != 0; }
  // 0 if nothing is wrong.
  int report() const { return code_ ? reject(code_, call_, why_) : 0; }

 private:
  Checks& add(int code, const std::string& why) {
    if (code_ == 0 && !why.empty()) {
      code_ = code;
      why_ = why;
    }
    return *this;
  }

  const char* call_;
  int code_ = 0;
  std::string why_;
};

}  // namespace simcuda::dnn
