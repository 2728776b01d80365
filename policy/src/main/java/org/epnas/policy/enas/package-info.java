/**
 * ENAS: efficient neural architecture search via parameter sharing (Pham et al. 2018, arXiv
 * 1802.03268).
 */
@NullMarked
package org.epnas.policy.enas;

import org.jspecify.annotations.NullMarked;
