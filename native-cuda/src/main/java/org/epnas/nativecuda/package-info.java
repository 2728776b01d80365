/**
 * The CUDA backend: trains child networks on NVIDIA GPUs. {@link
 * org.epnas.nativecuda.detect.GpuDetect} says whether it can run here.
 */
@NullMarked
package org.epnas.nativecuda;

import org.jspecify.annotations.NullMarked;
