/** Faults that are planted into a search, one at a time. */
@NullMarked
package org.epnas.app.fault;

import org.jspecify.annotations.NullMarked;
