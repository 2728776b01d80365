/** The networks that benchmarks train, of the kinds and sizes that a search meets. */
@NullMarked
package org.epnas.benchmarks.network;

import org.jspecify.annotations.NullMarked;
