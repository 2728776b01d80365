/**
 * What a user asks of a study, as immutable records, and the one exception for what is wrong with
 * it.
 */
@NullMarked
package org.epnas.study.config;

import org.jspecify.annotations.NullMarked;
