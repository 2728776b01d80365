@NullMarked
package org.epnas.training.backend;

import org.jspecify.annotations.NullMarked;
