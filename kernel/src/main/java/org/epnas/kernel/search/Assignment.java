package org.epnas.kernel.search;

import org.epnas.kernel.trial.Proposal;

/**
 * A proposal on its way to an evaluator.
 *
 * @param trial its number
 * @param slot which of the parallel slots runs it, from 0
 * @param stop asked between steps
 */
public record Assignment(int trial, Proposal proposal, int slot, StopSignal stop) {}
