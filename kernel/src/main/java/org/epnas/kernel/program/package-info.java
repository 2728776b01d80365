/**
 * A network as a list of tensor operations, the form that costs are counted on and that every
 * backend compiles.
 */
@NullMarked
package org.epnas.kernel.program;

import org.jspecify.annotations.NullMarked;
