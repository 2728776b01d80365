/**
 * What a search is told and tells, and most of its plug-in points.
 *
 * <p>A {@link org.epnas.kernel.loop.SearchLoop} asks a {@link
 * org.epnas.kernel.search.SearchStrategy} for proposals, has an {@link
 * org.epnas.kernel.search.Evaluator} evaluate them on parallel workers, turns each outcome into a
 * trial with a reward, stores it in a {@link org.epnas.kernel.search.TrialStore} and reports it to
 * listeners and to the strategy, until the budget is spent. A strategy finds its networks in a
 * {@link org.epnas.kernel.search.SearchSpace}, which offers the valid changes of a network as a
 * tree of choices.
 *
 * <pre>{@code
 * Rewarder rewarder = Rewarder.unconstrained();
 * SearchStrategy strategy =
 *     strategies.create(StrategyContext.of(space, 7, 1, rewarder));
 * SearchResult result =
 *     SearchLoop.builder(SearchSettings.of(Budget.ofTrials(50)), strategy, evaluator, rewarder)
 *         .build()
 *         .run();
 * }</pre>
 *
 * <p>The kernel depends on no other module and on no library at run time. It knows neither how
 * networks are trained nor which strategies and spaces there are. Its packages, in the order in
 * which they build on each other: {@code architecture} (networks), {@code program} (their
 * operations), {@code cost} (what these cost), {@code constraint} (limits and rewards), {@code
 * trial} (proposals and outcomes), {@code search} (this one), {@code loop} (the engine), and beside
 * them {@code random} and {@code text}.
 */
@NullMarked
package org.epnas.kernel.search;

import org.jspecify.annotations.NullMarked;
