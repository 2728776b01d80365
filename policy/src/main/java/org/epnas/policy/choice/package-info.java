/** Which of the trained networks a search ends with. */
@NullMarked
package org.epnas.policy.choice;

import org.jspecify.annotations.NullMarked;
