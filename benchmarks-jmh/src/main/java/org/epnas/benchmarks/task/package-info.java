/** The work that contenders are given, and the process that does it. */
@NullMarked
package org.epnas.benchmarks.task;

import org.jspecify.annotations.NullMarked;
