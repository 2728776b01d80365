/** Run files: flags of a command as YAML. */
@NullMarked
package org.epnas.app.config;

import org.jspecify.annotations.NullMarked;
