@NullMarked
package org.epnas.app.wiring;

import org.jspecify.annotations.NullMarked;
