@NullMarked
package org.epnas.app.json;

import org.jspecify.annotations.NullMarked;
