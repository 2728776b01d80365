/** {@code epnas gpu-selftest}: what a GPU is asked before it is trusted, and what came of it. */
@NullMarked
package org.epnas.app.selftest;

import org.jspecify.annotations.NullMarked;
