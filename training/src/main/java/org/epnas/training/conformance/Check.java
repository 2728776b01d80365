package org.epnas.training.conformance;

import java.util.function.Consumer;

/** One promise of every backend. Knows how to find out whether it is kept. */
public final class Check {
  private final String name;
  private final Consumer<Subject> body;

  /**
   * @param name unique in its suite
   * @param body throws {@link CheckFailedException} or {@link CheckSkippedException}
   */
  Check(String name, Consumer<Subject> body) {
    this.name = name;
    this.body = body;
  }

  public String name() {
    return name;
  }

  /** Never throws: an error of the backend is a result, too. */
  public CheckResult run(Subject subject) {
    try {
      body.accept(subject);
      return new CheckResult.Passed(name);
    } catch (CheckFailedException e) {
      return new CheckResult.Failed(name, e.mismatch());
    } catch (CheckSkippedException e) {
      return new CheckResult.Skipped(name, e.reason());
    } catch (RuntimeException e) {
      return new CheckResult.Crashed(name, e);
    }
  }

  @Override
  public String toString() {
    return name;
  }
}
