/** Benchmarks of training child networks. */
@NullMarked
package org.epnas.benchmarks.training;

import org.jspecify.annotations.NullMarked;
