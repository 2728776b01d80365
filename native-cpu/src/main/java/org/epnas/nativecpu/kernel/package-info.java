/**
 * Loops of our own over native memory: what oneDNN does not have, or has only in a slow form. They
 * allocate nothing.
 */
@NullMarked
package org.epnas.nativecpu.kernel;

import org.jspecify.annotations.NullMarked;
