/**
 * What a backend has to run and where it may put it: the order of forward and backward ops with the
 * way gradients flow ({@link org.epnas.training.plan.TrainingSchedule}), and offsets in one arena
 * by liveness ({@link org.epnas.training.plan.MemoryPlan}). Knows nothing of any backend: a backend
 * describes its own steps and buffers.
 */
@NullMarked
package org.epnas.training.plan;

import org.jspecify.annotations.NullMarked;
