/** Entry point of the benchmarks. */
@NullMarked
package org.epnas.benchmarks;

import org.jspecify.annotations.NullMarked;
