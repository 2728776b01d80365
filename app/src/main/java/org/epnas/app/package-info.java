@NullMarked
package org.epnas.app;

import org.jspecify.annotations.NullMarked;
