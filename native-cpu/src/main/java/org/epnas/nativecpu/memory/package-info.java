/** Native memory with a scope: taken and given back explicitly, never by the garbage collector. */
@NullMarked
package org.epnas.nativecpu.memory;

import org.jspecify.annotations.NullMarked;
