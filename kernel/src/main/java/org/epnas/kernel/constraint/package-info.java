@NullMarked
package org.epnas.kernel.constraint;

import org.jspecify.annotations.NullMarked;
