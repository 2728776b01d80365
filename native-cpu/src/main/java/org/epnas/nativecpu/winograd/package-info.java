/**
 * Convolutions of 3x3 with a quarter of the multiplications: Winograd's minimal filtering F(4x4,
 * 3x3) (Lavin and Gray 2016). Images are cut into tiles of 4x4 outputs; an input tile of 6x6, a
 * kernel and an output tile are each taken to 36 points, at which a convolution is a product of
 * matrices over the channels.
 */
@NullMarked
package org.epnas.nativecpu.winograd;

import org.jspecify.annotations.NullMarked;
