@NullMarked
package org.epnas.app.progress;

import org.jspecify.annotations.NullMarked;
