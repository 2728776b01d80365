package org.epnas.kernel.architecture;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * Canonical description of an architecture: dead layers pruned, identities removed, names replaced
 * by numbers in an order that depends on the network alone.
 *
 * <p>Two architectures with one text are the same network, always. The same network described in
 * two ways has one text; only for networks that are so symmetric and yet irregular that {@link
 * CanonicalSearch} gives up proving their symmetries (none that a search space here builds) it may
 * have two, which costs a repeated training and nothing else.
 *
 * @param text the input's shape, the number of classes, then one line per layer in canonical order
 * @param hash SHA-256 of the text, lower-case hexadecimal
 */
public record CanonicalForm(String text, String hash) {
  private static final ArchitectureMemo<CanonicalForm> KNOWN =
      new ArchitectureMemo<>(CanonicalForm::compute);

  static CanonicalForm of(Architecture architecture) {
    return KNOWN.of(architecture);
  }

  private static CanonicalForm compute(Architecture architecture) {
    LayerGraph graph = LayerGraph.of(architecture);
    String text =
        "input %s\nclasses %s\n".formatted(architecture.input(), architecture.classes())
            + CanonicalSearch.smallestText(graph);
    return new CanonicalForm(text, sha256(text));
  }

  private static String sha256(String text) {
    try {
      byte[] digest =
          MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(digest);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("SHA-256 is part of every Java platform.", e);
    }
  }
}
