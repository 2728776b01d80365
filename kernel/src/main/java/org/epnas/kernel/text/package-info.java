/** Text as it lies in files: what every reader of JSON, YAML and CSV has in common. */
@NullMarked
package org.epnas.kernel.text;

import org.jspecify.annotations.NullMarked;
