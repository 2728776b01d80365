/**
 * The registry: everything that a study can name, whether it is built in, lies on the class path or
 * in a jar of the plug-in folder, and what of it cannot be used and why.
 */
@NullMarked
package org.epnas.study.plugin;

import org.jspecify.annotations.NullMarked;
