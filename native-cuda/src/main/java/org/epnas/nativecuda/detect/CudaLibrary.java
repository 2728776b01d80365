package org.epnas.nativecuda.detect;

import java.util.List;

/** What the backend loads beside the driver. */
enum CudaLibrary {
  RUNTIME("the CUDA 13 runtime", "cuda-cudart-13-*", "libcudart.so.13"),
  NVRTC("the CUDA 13 run-time compiler", "cuda-nvrtc-13-*", "libnvrtc.so.13"),
  CUBLAS("cuBLAS 13", "libcublas-13-*", "libcublas.so.13", "libcublasLt.so.13"),
  CUDNN(
      "cuDNN 9 for CUDA 13",
      "cudnn9-cuda-13",
      "libcudnn_graph.so.9",
      "libcudnn_ops.so.9",
      "libcudnn_cnn.so.9",
      "libcudnn_adv.so.9");

  /** Where JavaCPP's own jars have their libraries. */
  private static final String RESOURCES = "/org/bytedeco/cuda/linux-x86_64/";

  private final String title;
  private final String packages;
  private final List<String> files;

  CudaLibrary(String title, String packages, String... files) {
    this.title = title;
    this.packages = packages;
    this.files = List.of(files);
  }

  String title() {
    return title;
  }

  /** What to install, as NVIDIA's package repositories call it. */
  String packageHint() {
    return "NVIDIA's package (%s)".formatted(packages);
  }

  List<String> files() {
    return files;
  }

  /** Whether it comes with this build (profile gpu), from where JavaCPP unpacks and loads it. */
  boolean bundled() {
    return CudaLibrary.class.getResource(RESOURCES + files.getFirst()) != null;
  }
}
