@NullMarked
package org.epnas.kernel.trial;

import org.jspecify.annotations.NullMarked;
