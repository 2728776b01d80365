/** The plot of a comparison. */
@NullMarked
package org.epnas.app.compare.plot;

import org.jspecify.annotations.NullMarked;
