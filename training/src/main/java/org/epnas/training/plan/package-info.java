/**
 * What every backend decides alike, as data: the order of one training step ({@link
 * org.epnas.training.plan.TrainingSchedule}), which ops run together and which gradient is
 * overwritten or added to ({@link org.epnas.training.plan.Fusion}), what the optimiser does to each
 * parameter ({@link org.epnas.training.plan.ParameterGroups}), and offsets in one arena by liveness
 * ({@link org.epnas.training.plan.MemoryPlan}). Knows nothing of any backend: how a group is
 * computed, in which layouts and by which launches, is the backend's own.
 */
@NullMarked
package org.epnas.training.plan;

import org.jspecify.annotations.NullMarked;
