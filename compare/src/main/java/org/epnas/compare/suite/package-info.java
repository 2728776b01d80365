/** Comparisons that belong together: several tables, tasks and budgets, one report. */
@NullMarked
package org.epnas.compare.suite;

import org.jspecify.annotations.NullMarked;
