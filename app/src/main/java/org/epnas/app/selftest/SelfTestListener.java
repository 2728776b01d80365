package org.epnas.app.selftest;

/** Is told how far the self-test is. */
public interface SelfTestListener {
  /**
   * @param what is done now, for example {@code correctness in FP32}
   */
  void begins(String what);

  /**
   * @param done cases of what began last
   * @param of cases there are
   */
  void advances(int done, int of);

  /** At once, because a crash of the whole process would take it along. */
  void found(String problem);
}
