/**
 * The hand-written kernels: their sources are resources of this package, NVRTC compiles them on the
 * user's machine for its GPU, once. The only package that imports the preset of NVRTC.
 */
@NullMarked
package org.epnas.nativecuda.kernel;

import org.jspecify.annotations.NullMarked;
