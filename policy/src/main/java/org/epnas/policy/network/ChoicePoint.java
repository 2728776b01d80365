package org.epnas.policy.network;

import org.epnas.kernel.search.Choice;

/**
 * A choice that the decoder has to make.
 *
 * @param element of the batch
 * @param step of the decoder, from 0
 */
record ChoicePoint(int element, int step, Choice choice) {}
