/**
 * The CUDA runtime with scopes: whatever is taken is given back by {@code close()}. The only
 * package that imports the preset of the runtime and the driver.
 *
 * <p>Foreign functions called, which the simulated device of the tests implements: {@code
 * cudaSetDevice, cudaMalloc, cudaFree, cudaMallocHost, cudaFreeHost, cudaMemGetInfo,
 * cudaRuntimeGetVersion, cudaStreamCreateWithFlags, cudaStreamDestroy, cudaStreamSynchronize,
 * cudaMemcpyAsync, cudaMemsetAsync, cudaStreamBeginCapture, cudaStreamEndCapture,
 * cudaGraphInstantiate, cudaGraphLaunch, cudaGraphExecDestroy, cudaGraphDestroy, cudaGetErrorName,
 * cudaGetErrorString, cuModuleLoadData, cuModuleGetFunction, cuModuleUnload, cuLaunchKernel}.
 */
@NullMarked
package org.epnas.nativecuda.runtime;

import org.jspecify.annotations.NullMarked;
