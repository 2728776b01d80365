/** What this machine can do at most, and how much of it training reaches. */
@NullMarked
package org.epnas.benchmarks.ceiling;

import org.jspecify.annotations.NullMarked;
