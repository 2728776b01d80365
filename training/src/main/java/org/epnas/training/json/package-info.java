/** What all JSON that the project reads has in common: how strict it is, and how errors read. */
@NullMarked
package org.epnas.training.json;

import org.jspecify.annotations.NullMarked;
