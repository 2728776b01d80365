@NullMarked
package org.epnas.kernel.program;

import org.jspecify.annotations.NullMarked;
