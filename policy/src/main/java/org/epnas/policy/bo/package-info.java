/**
 * Bayesian optimisation of networks: a Gaussian process of their accuracy, expected improvement,
 * and candidates from the best networks so far (White et al. 2021, Ru et al. 2021). Alone it is the
 * strategy {@code bo}; with a policy as its source of candidates it is {@code epnas}.
 */
@NullMarked
package org.epnas.policy.bo;

import org.jspecify.annotations.NullMarked;
