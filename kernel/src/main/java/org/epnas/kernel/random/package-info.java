/**
 * Random numbers that depend on the seed, the purpose and the position alone, not on which thread
 * asked first: what makes a search repeat itself.
 */
@NullMarked
package org.epnas.kernel.random;

import org.jspecify.annotations.NullMarked;
