/** One search, one replay or one training, from configuration to results. */
@NullMarked
package org.epnas.study.session;

import org.jspecify.annotations.NullMarked;
