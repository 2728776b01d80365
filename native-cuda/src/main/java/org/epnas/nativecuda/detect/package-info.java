/** Finds out whether CUDA can run here, without touching a class that would fail for good. */
@NullMarked
package org.epnas.nativecuda.detect;

import org.jspecify.annotations.NullMarked;
