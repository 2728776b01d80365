@NullMarked
package org.epnas.kernel.random;

import org.jspecify.annotations.NullMarked;
