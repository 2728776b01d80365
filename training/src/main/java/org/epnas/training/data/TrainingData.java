package org.epnas.training.data;

/**
 * What one task offers.
 *
 * @param training the full training set; a search splits it into training and validation
 * @param test touched once, at the end, by {@code train}
 */
public record TrainingData(DataSet training, DataSet test) {}
