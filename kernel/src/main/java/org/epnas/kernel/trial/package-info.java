/**
 * What a search proposes and what came of it: {@link org.epnas.kernel.trial.Proposal}, {@link
 * org.epnas.kernel.trial.Outcome} and {@link org.epnas.kernel.trial.Trial}, and how trials are
 * ranked.
 */
@NullMarked
package org.epnas.kernel.trial;

import org.jspecify.annotations.NullMarked;
