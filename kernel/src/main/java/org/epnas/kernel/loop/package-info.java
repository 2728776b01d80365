/**
 * The engine of a search: {@link org.epnas.kernel.loop.SearchLoop}, the one class that a caller
 * needs, and what it is made of.
 *
 * <p>A {@code SearchRun} asks the strategy; {@code Admission} makes each proposal a {@code
 * TrialState}: a duplicate, refused, or admitted. A {@code WorkerPool} runs the admitted ones, and
 * the {@code TrialReporter} turns what is ready into a trial and reports it to the store, the
 * listeners and the strategy.
 */
@NullMarked
package org.epnas.kernel.loop;

import org.jspecify.annotations.NullMarked;
