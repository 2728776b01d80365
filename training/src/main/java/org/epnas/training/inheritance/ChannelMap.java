package org.epnas.training.inheritance;

import java.util.Arrays;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;

/**
 * Which channel of the parent's tensor each channel of a child's tensor stands for.
 *
 * @param sources by child channel: a channel of the parent's tensor, or {@link #NONE} for a channel
 *     that the parent does not have; not to be changed
 * @param parentChannels channels of the parent's tensor
 * @param introduced whether a layer that the parent does not have lies on the way
 */
record ChannelMap(int[] sources, int parentChannels, boolean introduced) {
  static final int NONE = -1;

  static ChannelMap identity(int channels) {
    return new ChannelMap(IntStream.range(0, channels).toArray(), channels, false);
  }

  /**
   * The first channels stand for themselves; further ones are replicas of random ones. Whoever
   * draws from an equal stream gets an equal map, so that the two sides of an addition agree.
   */
  static ChannelMap resized(int parentChannels, int channels, RandomGenerator random) {
    int[] sources = new int[channels];
    for (int i = 0; i < channels; i++) {
      sources[i] = i < parentChannels ? i : random.nextInt(parentChannels);
    }
    return new ChannelMap(sources, parentChannels, false);
  }

  /** The first channels stand for themselves, further ones for nothing. */
  static ChannelMap overlapping(int parentChannels, int channels) {
    int[] sources = IntStream.range(0, channels).map(i -> i < parentChannels ? i : NONE).toArray();
    return new ChannelMap(sources, parentChannels, false);
  }

  /** The channels of several tensors one after another. */
  static ChannelMap concatenated(List<ChannelMap> parts) {
    int[] sources = new int[parts.stream().mapToInt(ChannelMap::channels).sum()];
    int at = 0;
    int offset = 0;
    for (ChannelMap part : parts) {
      for (int source : part.sources) {
        sources[at++] = source == NONE ? NONE : offset + source;
      }
      offset += part.parentChannels;
    }
    boolean introduced = parts.stream().anyMatch(ChannelMap::introduced);
    return new ChannelMap(sources, offset, introduced);
  }

  /** A tensor of which the parent has nothing. */
  static ChannelMap nothing(int channels) {
    int[] sources = new int[channels];
    Arrays.fill(sources, NONE);
    return new ChannelMap(sources, 0, true);
  }

  int channels() {
    return sources.length;
  }

  boolean isIdentity() {
    return channels() == parentChannels
        && IntStream.range(0, channels()).allMatch(i -> sources[i] == i);
  }

  /** Whether every channel of the parent is there. */
  boolean isComplete() {
    return Arrays.stream(sources).filter(s -> s != NONE).distinct().count() == parentChannels;
  }

  /** The first channel that stands for one of the parent's, 0 if none does. */
  int position(int source) {
    return IntStream.range(0, channels()).filter(i -> sources[i] == source).findFirst().orElse(0);
  }

  ChannelMap behindNewLayer() {
    return new ChannelMap(sources, parentChannels, true);
  }

  /**
   * How a reader divides the weight of a parent's channel among its replicas: 1 for a channel
   * without replicas; otherwise random shares that add up to 1, so that replicas, which give the
   * same values, get different gradients and can grow apart.
   */
  float[] shares(RandomGenerator random) {
    double[] draws = new double[channels()];
    double[] sums = new double[parentChannels];
    for (int i = 0; i < draws.length; i++) {
      draws[i] = 0.8 + 0.4 * random.nextDouble();
      if (sources[i] != NONE) {
        sums[sources[i]] += draws[i];
      }
    }
    float[] shares = new float[draws.length];
    for (int i = 0; i < shares.length; i++) {
      shares[i] = sources[i] == NONE ? 0 : (float) (draws[i] / sums[sources[i]]);
    }
    return shares;
  }
}
