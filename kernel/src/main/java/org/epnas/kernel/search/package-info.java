@NullMarked
package org.epnas.kernel.search;

import org.jspecify.annotations.NullMarked;
