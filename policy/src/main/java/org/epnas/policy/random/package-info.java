/** Random search: walks from the initial network, without learning. */
@NullMarked
package org.epnas.policy.random;

import org.jspecify.annotations.NullMarked;
