package org.epnas.study.session;

import java.util.Optional;
import java.util.OptionalDouble;

/**
 * What is left of a training that an interrupt or a diverging loss ended, as after {@code --json}.
 *
 * @param interrupted whether it was ended from outside
 * @param end why it ended, for people
 * @param epochs that were whole
 * @param trainingLoss of the last of them, in nats
 * @param weights model file of the last of them; empty where there is none
 */
public record UnfinishedTraining(
    String architecture,
    String data,
    boolean interrupted,
    String end,
    int epochs,
    OptionalDouble trainingLoss,
    Optional<String> weights) {}
