package org.epnas.training.inheritance;

/** Where a parameter's start comes from. */
enum Origin {
  /** The parent's values, all of them. */
  COPIED,
  /** The parent's values, replicated or extended so that the network computes the same. */
  WIDENED,
  /** Those of the parent's values that fit; the function changes. */
  OVERLAPPED,
  /** A new layer that starts as the identity, or contributes nothing yet. */
  IDENTITY,
  /** Random, as without a parent. */
  FRESH
}
