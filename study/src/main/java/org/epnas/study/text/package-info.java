/** Figures as people read them. */
@NullMarked
package org.epnas.study.text;

import org.jspecify.annotations.NullMarked;
