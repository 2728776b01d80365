/**
 * Which of the machine's processors a worker's threads run on. {@link
 * org.epnas.nativecpu.affinity.CorePlan} is the door.
 */
@NullMarked
package org.epnas.nativecpu.affinity;

import org.jspecify.annotations.NullMarked;
