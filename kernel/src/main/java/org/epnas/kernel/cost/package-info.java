/**
 * What one forward pass of a network costs, counted from its program and not measured: parameters,
 * floating-point operations and bytes moved, in total and for each operation.
 */
@NullMarked
package org.epnas.kernel.cost;

import org.jspecify.annotations.NullMarked;
