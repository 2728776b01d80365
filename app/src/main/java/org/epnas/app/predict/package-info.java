/** What a model sees on image files. */
@NullMarked
package org.epnas.app.predict;

import org.jspecify.annotations.NullMarked;
