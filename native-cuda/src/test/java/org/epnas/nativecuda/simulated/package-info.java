/**
 * The simulated CUDA device of the tests: builds it, loads it in the place of NVIDIA's libraries,
 * and reads its reports and counters. Its own sources are in src/test/simcuda.
 */
@NullMarked
package org.epnas.nativecuda.simulated;

import org.jspecify.annotations.NullMarked;
