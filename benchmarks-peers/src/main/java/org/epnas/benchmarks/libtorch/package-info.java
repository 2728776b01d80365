/** libtorch's side of the comparison of speed. */
@NullMarked
package org.epnas.benchmarks.libtorch;

import org.jspecify.annotations.NullMarked;
