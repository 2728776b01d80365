package org.epnas.policy.network;

/**
 * Size of a policy network.
 *
 * @param embedding width of the embedding of a token and of a choice fed back to the decoder
 * @param hidden width of the states of both LSTMs
 */
public record PolicyConfig(int embedding, int hidden) {
  public static final PolicyConfig DEFAULT = new PolicyConfig(32, 64);

  public PolicyConfig {
    requirePositive("embedding", embedding, 32);
    requirePositive("hidden", hidden, 64);
  }

  private static void requirePositive(String name, int value, int wayOut) {
    if (value < 1) {
      throw new IllegalArgumentException(
          "Policy %s (%s) must be at least 1. Maybe use %s.".formatted(name, value, wayOut));
    }
  }
}
