/** NVIDIA's libraries, each behind one narrow class. */
@NullMarked
package org.epnas.nativecuda.library;

import org.jspecify.annotations.NullMarked;
