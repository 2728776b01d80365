/** Networks that backends are checked and timed with, and what one training step of them needs. */
@NullMarked
package org.epnas.training.conformance.network;

import org.jspecify.annotations.NullMarked;
