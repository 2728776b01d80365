/**
 * The space of NAS-Bench-101 (Ying et al. 2019): a cell of at most seven vertices and nine edges,
 * whose inner vertices each do one of three operations, stacked into a fixed skeleton.
 */
@NullMarked
package org.epnas.searchspaces.nasbench101;

import org.jspecify.annotations.NullMarked;
