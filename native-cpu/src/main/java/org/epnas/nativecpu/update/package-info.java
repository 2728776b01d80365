/**
 * The update of the parameters, SGD with Nesterov momentum, over native memory: {@code
 * VectorUpdateRule} where the Vector API is on, else {@code ScalarUpdateRule}, with the same bits.
 */
@NullMarked
package org.epnas.nativecpu.update;

import org.jspecify.annotations.NullMarked;
