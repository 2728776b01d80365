/** The plot of a comparison. */
@NullMarked
package org.epnas.compare.plot;

import org.jspecify.annotations.NullMarked;
