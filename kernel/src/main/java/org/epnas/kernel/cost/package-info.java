@NullMarked
package org.epnas.kernel.cost;

import org.jspecify.annotations.NullMarked;
