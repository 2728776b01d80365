/**
 * A batch worked on slice by slice: a few images go through many ops while they are in the caches,
 * on one thread, and threads meet only where an op needs the whole batch.
 */
@NullMarked
package org.epnas.nativecpu.slice;

import org.jspecify.annotations.NullMarked;
