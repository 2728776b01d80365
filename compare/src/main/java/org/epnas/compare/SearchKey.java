package org.epnas.compare;

/** One search of a comparison: a strategy with a seed. */
public record SearchKey(String strategy, long seed) {}
