package org.epnas.training.pipeline;

import java.util.List;
import org.epnas.training.data.DataSet;
import org.epnas.training.data.Subset;

/**
 * Maps bytes to (byte - mean) / deviation, per channel.
 *
 * @param means in bytes, 0 to 255
 * @param deviations in bytes, above 0
 */
public record Normalisation(List<Double> means, List<Double> deviations) {
  private static final int BYTE_VALUES = 256;

  public Normalisation {
    means = List.copyOf(means);
    deviations = List.copyOf(deviations);
    if (means.size() != deviations.size()
        || !means.stream().allMatch(Double::isFinite)
        || !deviations.stream().allMatch(d -> d > 0 && Double.isFinite(d))) {
      throw new IllegalArgumentException(
          "Normalisation needs as many deviations %s as means %s, each a number and the former above 0."
              .formatted(deviations, means));
    }
  }

  /**
   * Mean and standard deviation of every channel over the given images, counted exactly. A constant
   * channel gets deviation 1.
   */
  public static Normalisation of(Subset images) {
    long[][] histograms = histograms(images);
    Double[] means = new Double[histograms.length];
    Double[] deviations = new Double[histograms.length];
    for (int channel = 0; channel < histograms.length; channel++) {
      long count = 0;
      long sum = 0;
      long squares = 0;
      for (int value = 0; value < BYTE_VALUES; value++) {
        long times = histograms[channel][value];
        count += times;
        sum += times * value;
        squares += times * value * value;
      }
      double mean = (double) sum / count;
      double variance = (double) squares / count - mean * mean;
      means[channel] = mean;
      deviations[channel] = variance > 1e-6 ? Math.sqrt(variance) : 1.0;
    }
    return new Normalisation(List.of(means), List.of(deviations));
  }

  private static long[][] histograms(Subset images) {
    DataSet data = images.data();
    int channels = data.shape().channels();
    int plane = data.shape().height() * data.shape().width();
    long[][] histograms = new long[channels][BYTE_VALUES];
    byte[] pixels = data.pixels();
    for (int index : images.indices()) {
      for (int channel = 0; channel < channels; channel++) {
        long[] histogram = histograms[channel];
        int start = (index * channels + channel) * plane;
        for (int i = start; i < start + plane; i++) {
          histogram[pixels[i] & 0xff]++;
        }
      }
    }
    return histograms;
  }

  /** Normalised value of every byte: entry {@code channel * 256 + byte}. */
  float[] table() {
    float[] table = new float[means.size() * BYTE_VALUES];
    for (int i = 0; i < table.length; i++) {
      int channel = i / BYTE_VALUES;
      table[i] = (float) ((i % BYTE_VALUES - means.get(channel)) / deviations.get(channel));
    }
    return table;
  }
}
