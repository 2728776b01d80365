@NullMarked
package org.epnas.app.cli;

import org.jspecify.annotations.NullMarked;
