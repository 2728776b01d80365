package org.epnas.kernel.architecture;

/**
 * Canonical description of an architecture.
 *
 * @param text one line per layer in canonical order
 * @param hash SHA-256 of the text, lower-case hexadecimal
 */
public record CanonicalForm(String text, String hash) {
  static CanonicalForm of(Architecture architecture) {
    throw new IllegalStateException(architecture.encoding());
  }
}
