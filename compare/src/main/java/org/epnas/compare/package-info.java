/**
 * Strategies head to head: every strategy searches with every seed under the same budget, the
 * searches are kept one line each, and a summary, tables and a plot are made from the lines.
 */
@NullMarked
package org.epnas.compare;

import org.jspecify.annotations.NullMarked;
