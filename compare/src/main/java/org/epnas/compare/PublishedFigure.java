package org.epnas.compare;

import java.util.List;

/**
 * What the authors of a method reported: other networks, other trainings, other hardware, so never
 * mixed with figures of this program.
 *
 * @param error on the test set, in percent
 * @param data set
 * @param millionParameters of the network
 * @param cost of the search in GPU-days, or what was reported in its place
 * @param source of the figure
 */
public record PublishedFigure(
    String method,
    double error,
    String data,
    double millionParameters,
    String cost,
    String source) {
  private static final String DARTS = "Liu et al. 2019, Table 1";

  /** CIFAR-10, from the paper on DARTS, and MobileNetV2 on ImageNet, top-1. */
  public static final List<PublishedFigure> ALL =
      List.of(
          cifar("NASNet-A", 2.65, 3.3, "2000"),
          cifar("AmoebaNet-A", 3.34, 3.2, "3150"),
          cifar("PNAS", 3.41, 3.2, "225"),
          cifar("ENAS + cutout", 2.89, 4.6, "0.5"),
          cifar("DARTS, 2nd order", 2.76, 3.3, "4"),
          new PublishedFigure(
              "MobileNetV2 1.0", 28.0, "ImageNet", 3.4, "-", "Sandler et al. 2018"));

  private static PublishedFigure cifar(
      String method, double error, double millionParameters, String gpuDays) {
    return new PublishedFigure(method, error, "CIFAR-10", millionParameters, gpuDays, DARTS);
  }
}
