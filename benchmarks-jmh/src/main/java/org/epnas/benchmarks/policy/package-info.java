/** Benchmarks of the policy: its LSTM, its optimiser, its sampling. */
@NullMarked
package org.epnas.benchmarks.policy;

import org.jspecify.annotations.NullMarked;
