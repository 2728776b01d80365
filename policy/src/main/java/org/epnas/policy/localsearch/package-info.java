/** Local search (White, Nolen and Savani 2021). */
@NullMarked
package org.epnas.policy.localsearch;

import org.jspecify.annotations.NullMarked;
