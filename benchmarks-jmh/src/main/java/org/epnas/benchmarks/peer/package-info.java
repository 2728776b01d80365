/**
 * Compares our speed with that of peers who do the same work. Every contender works in a process of
 * its own, so that no two OpenMP runtimes or settings of malloc meet, and only one works at a time.
 */
@NullMarked
package org.epnas.benchmarks.peer;

import org.jspecify.annotations.NullMarked;
