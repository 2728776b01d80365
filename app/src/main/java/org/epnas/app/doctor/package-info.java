/** What this machine offers to a search. */
@NullMarked
package org.epnas.app.doctor;

import org.jspecify.annotations.NullMarked;
