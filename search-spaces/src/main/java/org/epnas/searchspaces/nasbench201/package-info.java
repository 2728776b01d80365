/**
 * The topology space of NAS-Bench-201 (Dong and Yang 2020): a cell of four nodes whose six edges
 * each hold one of five operations, stacked into a fixed skeleton; and the cell-level space of
 * TransNAS-Bench-101, which has the same cell with four operations in another skeleton.
 */
@NullMarked
package org.epnas.searchspaces.nasbench201;

import org.jspecify.annotations.NullMarked;
