package org.epnas.study.config;

/** Whether the threads of a worker stay on processors of their own. */
public enum Pinning {
  /** As {@link #OFF}: see docs/lab/training-speed.md for what was measured. */
  AUTO,
  /** Refused where that is not possible. */
  ON,
  /** The system places threads. */
  OFF
}
