/**
 * The oneDNN backend: trains child networks on this machine's processor. {@link
 * org.epnas.nativecpu.OneDnnBackend} is the door.
 */
@NullMarked
package org.epnas.nativecpu;

import org.jspecify.annotations.NullMarked;
