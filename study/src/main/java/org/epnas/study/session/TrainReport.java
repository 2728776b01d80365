package org.epnas.study.session;

import org.epnas.study.config.TrainConfiguration;
import org.epnas.study.run.Versions;

/**
 * What {@code epnas train} found, as in {@code result.json}.
 *
 * @param testAccuracy on the test set, asked once, in [0, 1]
 * @param testLoss mean cross-entropy, in nats
 * @param epochs trained
 */
public record TrainReport(
    String architecture,
    String data,
    TrainConfiguration configuration,
    Versions versions,
    double testAccuracy,
    double testLoss,
    int epochs,
    double trainingLoss,
    double imagesPerSecond,
    long parameters,
    long flops,
    double wallSeconds) {}
