/**
 * The truth that the other backends are tested against: every op forward and backward in plain
 * loops over (N, C, H, W) arrays, sums in double precision, one thread. Clear before fast, yet fast
 * enough for small searches where no native library loads.
 */
@NullMarked
package org.epnas.training.reference;

import org.jspecify.annotations.NullMarked;
