package org.epnas.searchspaces.layerwise;

import org.epnas.searchspaces.edit.Decision;

/** What one kind of transformation offers for one network. */
interface Choices {
  /** Whether it offers anything; cheaper than {@link #decide}. */
  boolean any();

  /** Its choices; only where there are {@link #any}. */
  Decision decide();
}
