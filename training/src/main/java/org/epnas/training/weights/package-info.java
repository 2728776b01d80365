@NullMarked
package org.epnas.training.weights;

import org.jspecify.annotations.NullMarked;
