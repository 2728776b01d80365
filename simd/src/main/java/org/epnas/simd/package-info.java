/**
 * Whether code on the Vector API runs in this JVM: one decision for every module, with the switch,
 * the JDK's version and the reason.
 */
@NullMarked
package org.epnas.simd;

import org.jspecify.annotations.NullMarked;
