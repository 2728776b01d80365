@NullMarked
package org.epnas.app.session;

import org.jspecify.annotations.NullMarked;
