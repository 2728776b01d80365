/**
 * Workers in processes of their own, so that a crash of native code costs a trial and not the
 * search: {@link org.epnas.study.worker.IsolatedEvaluator} in the search's process, {@link
 * org.epnas.study.worker.WorkerMain} in the worker's, {@link org.epnas.study.worker.Message}
 * between them.
 */
@NullMarked
package org.epnas.study.worker;

import org.jspecify.annotations.NullMarked;
