/** The built-in forms of turning accuracy and constraint violations into one reward. */
@NullMarked
package org.epnas.searchspaces.penalty;

import org.jspecify.annotations.NullMarked;
