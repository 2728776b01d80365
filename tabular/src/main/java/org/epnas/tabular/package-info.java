/**
 * Tabular benchmarks: searches are replayed from a table of trained architectures on a simulated
 * clock. A {@link org.epnas.tabular.TableDescription} says what its columns mean. {@link
 * org.epnas.tabular.TabularBenchmark} is the door.
 */
@NullMarked
package org.epnas.tabular;

import org.jspecify.annotations.NullMarked;
