/**
 * What can be named in a study: spaces, strategies, constraints, penalties, backends and data sets,
 * put together by Dagger.
 */
@NullMarked
package org.epnas.study.wiring;

import org.jspecify.annotations.NullMarked;
