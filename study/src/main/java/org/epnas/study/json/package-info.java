/** The JSON dialect of run folders and of {@code --json}: strict when reading. */
@NullMarked
package org.epnas.study.json;

import org.jspecify.annotations.NullMarked;
