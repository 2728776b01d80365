/**
 * What a device is asked beside single checks: a loss curve, the return of its memory, its speed.
 */
@NullMarked
package org.epnas.training.selftest;

import org.jspecify.annotations.NullMarked;
