/**
 * Tabular benchmark: searches of the NAS-Bench-201 space are replayed from a table of trained
 * architectures on a simulated clock. {@link org.epnas.tabular.TabularBenchmark} is the door.
 */
@NullMarked
package org.epnas.tabular;

import org.jspecify.annotations.NullMarked;
