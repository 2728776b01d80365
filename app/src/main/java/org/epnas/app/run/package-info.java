@NullMarked
package org.epnas.app.run;

import org.jspecify.annotations.NullMarked;
