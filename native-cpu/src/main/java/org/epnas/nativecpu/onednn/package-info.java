/**
 * A thin, owned binding of the part of oneDNN's C API that training needs: every native call of the
 * library is made here. Handles belong to one {@link org.epnas.nativecpu.onednn.OneDnn} and are
 * destroyed with it; a status other than success becomes an {@link
 * org.epnas.nativecpu.onednn.OneDnnException}. Knows nothing of programs.
 */
@NullMarked
package org.epnas.nativecpu.onednn;

import org.jspecify.annotations.NullMarked;
