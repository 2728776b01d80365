@NullMarked
package org.epnas.training.data;

import org.jspecify.annotations.NullMarked;
