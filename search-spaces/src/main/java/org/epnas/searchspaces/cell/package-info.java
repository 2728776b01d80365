/**
 * The module-by-module space: one cell of a few branches, stacked into a network (Zoph et al. 2018;
 * Liu et al. 2018, "Progressive neural architecture search", section 3).
 */
@NullMarked
package org.epnas.searchspaces.cell;

import org.jspecify.annotations.NullMarked;
