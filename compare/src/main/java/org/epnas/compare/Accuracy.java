package org.epnas.compare;

/** On which images an accuracy was measured. */
public enum Accuracy {
  /** Images that no search saw. */
  TEST("test accuracy"),
  /** Images that the search chose by, so that the figure of its choice is optimistic. */
  VALIDATION("validation accuracy");

  private final String text;

  Accuracy(String text) {
    this.text = text;
  }

  /** For example {@code test accuracy}. */
  public String text() {
    return text;
  }
}
