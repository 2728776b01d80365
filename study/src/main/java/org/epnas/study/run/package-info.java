/** The folder of one search and the records in it. */
@NullMarked
package org.epnas.study.run;

import org.jspecify.annotations.NullMarked;
