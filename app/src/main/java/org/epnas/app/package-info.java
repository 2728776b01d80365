/**
 * The command line {@code epnas}: texts, flags and progress bars over {@code study} and {@code
 * compare}.
 */
@NullMarked
package org.epnas.app;

import org.jspecify.annotations.NullMarked;
