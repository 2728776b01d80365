package org.epnas.training.conformance.network;

import static org.epnas.training.conformance.network.ProgramBuilder.IMAGE;

import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Convolutions of every kernel, stride, dilation and grouping, each with several image sizes,
 * channel counts and batch sizes drawn at random (seeded). A 1x1 convolution before it makes the
 * gradient of its input visible in a weight, a dense layer after it gives every position a gradient
 * of its own.
 */
public final class ConvolutionCases {
  private static final List<Integer> SIDES = List.of(1, 5, 7, 8, 15, 16);
  private static final List<Integer> CHANNELS = List.of(1, 3, 16, 17, 20, 32, 48);
  private static final List<Integer> BATCHES = List.of(2, 5, 16);
  private static final int IMAGE_CHANNELS = 2;
  private static final int CLASSES = 5;

  /** Multiply-adds of a case's forward pass, so that the reference takes milliseconds. */
  private static final long LARGEST_WORK = 2_000_000;

  private enum Grouping {
    NONE,
    TWO_GROUPS,
    DEPTHWISE;

    int groups(int inputs) {
      return switch (this) {
        case NONE -> 1;
        case TWO_GROUPS -> 2;
        case DEPTHWISE -> inputs;
      };
    }

    boolean allows(int inputs, int outputs) {
      return switch (this) {
        case NONE -> true;
        case TWO_GROUPS -> inputs % 2 == 0 && outputs % 2 == 0;
        case DEPTHWISE -> inputs == outputs;
      };
    }
  }

  private record Form(int kernel, int stride, int dilation, Grouping grouping) {}

  private record Size(int inputs, int outputs, int height, int width, int batch) {
    long work(Form form) {
      long taps = (long) form.kernel() * form.kernel() * inputs / form.grouping().groups(inputs);
      long positions =
          (long) Math.ceilDiv(height, form.stride()) * Math.ceilDiv(width, form.stride());
      return batch * positions * outputs * taps;
    }
  }

  private ConvolutionCases() {}

  /** All forms, each with {@code sizes} sizes. */
  public static Stream<NetworkCase> of(int sizes) {
    return forms()
        .flatMap(form -> IntStream.range(0, sizes).mapToObj(round -> networkCase(form, round)));
  }

  private static Stream<Form> forms() {
    return Stream.of(1, 3, 5, 7)
        .flatMap(kernel ->
            Stream.of(1, 2)
                .flatMap(stride ->
                    Stream.of(1, 2)
                        .filter(dilation -> kernel > 1 || dilation == 1)
                        .flatMap(dilation ->
                            Stream.of(Grouping.values())
                                .map(grouping -> new Form(kernel, stride, dilation, grouping)))));
  }

  private static NetworkCase networkCase(Form form, int round) {
    Size size = size(form, new SplittableRandom(form.toString().hashCode() * 31L + round));
    ProgramBuilder net = new ProgramBuilder(IMAGE_CHANNELS, size.height(), size.width());
    int x = net.convolution(IMAGE, size.inputs(), 1);
    int groups = form.grouping().groups(size.inputs());
    int y =
        net.convolution(x, size.outputs(), form.kernel(), form.stride(), form.dilation(), groups);
    net.dense(y, CLASSES);
    return NetworkCase.of(name(form, size), net, size.batch());
  }

  private static Size size(Form form, SplittableRandom random) {
    while (true) {
      int inputs = draw(CHANNELS, random);
      int outputs = form.grouping() == Grouping.DEPTHWISE ? inputs : draw(CHANNELS, random);
      Size size =
          new Size(
              inputs, outputs, draw(SIDES, random), draw(SIDES, random), draw(BATCHES, random));
      if (form.grouping().allows(inputs, outputs) && size.work(form) <= LARGEST_WORK) {
        return size;
      }
    }
  }

  private static int draw(List<Integer> values, SplittableRandom random) {
    return values.get(random.nextInt(values.size()));
  }

  private static String name(Form form, Size size) {
    return "convolution %sx%s stride %s dilation %s %s, %s -> %s channels, %sx%s, batch %s"
        .formatted(
            form.kernel(),
            form.kernel(),
            form.stride(),
            form.dilation(),
            form.grouping().name().toLowerCase(Locale.ROOT),
            size.inputs(),
            size.outputs(),
            size.height(),
            size.width(),
            size.batch());
  }
}
