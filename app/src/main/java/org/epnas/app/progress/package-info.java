/** Bars and status lines on standard error. */
@NullMarked
package org.epnas.app.progress;

import org.jspecify.annotations.NullMarked;
