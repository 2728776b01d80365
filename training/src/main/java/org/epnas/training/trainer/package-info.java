/**
 * Trains child networks on a backend: learning-rate schedules, the step loop, the evaluator of
 * search trials, the final training and the latency meter.
 */
@NullMarked
package org.epnas.training.trainer;

import org.jspecify.annotations.NullMarked;
