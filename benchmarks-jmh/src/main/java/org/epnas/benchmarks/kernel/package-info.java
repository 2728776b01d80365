/** Benchmarks of what a search does around training. */
@NullMarked
package org.epnas.benchmarks.kernel;

import org.jspecify.annotations.NullMarked;
