@NullMarked
package org.epnas.kernel.architecture;

import org.jspecify.annotations.NullMarked;
