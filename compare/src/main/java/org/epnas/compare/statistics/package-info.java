/** What a comparison computes from the figures of its searches. */
@NullMarked
package org.epnas.compare.statistics;

import org.jspecify.annotations.NullMarked;
