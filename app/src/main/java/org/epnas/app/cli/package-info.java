/** The commands of {@code epnas}: flags, and what they print. */
@NullMarked
package org.epnas.app.cli;

import org.jspecify.annotations.NullMarked;
