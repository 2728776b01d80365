/** Files and folders of a run, which are for their owner only. */
@NullMarked
package org.epnas.kernel.file;

import org.jspecify.annotations.NullMarked;
