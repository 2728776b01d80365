/** Fixed networks that searches are compared with. */
@NullMarked
package org.epnas.searchspaces.baseline;

import org.jspecify.annotations.NullMarked;
