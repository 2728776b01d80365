/** Times versions of CUDA kernels on a GPU, see {@code src/main/lab}. */
@NullMarked
package org.epnas.benchmarks.lab;

import org.jspecify.annotations.NullMarked;
