package org.epnas.nativecpu.onednn;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class OneDnnLibraryTest {
  @Test
  void forbiddenNativeAccessIsNotTakenForAMissingLibrary() {
    IllegalCallerException denied =
        new IllegalCallerException("Illegal native access from an unnamed module");

    for (Throwable e : new Throwable[] {denied, new ExceptionInInitializerError(denied)}) {
      OneDnnLibrary library = OneDnnLibrary.unavailable("linux-x86_64", e);

      assertThat(library.available()).isFalse();
      assertThat(library.reason())
          .startsWith("Java does not let oneDNN in: ")
          .contains("--enable-native-access=ALL-UNNAMED")
          .doesNotContain("classifier", "\n");
    }
  }

  /** As JavaCPP tells it: first what it tried last. */
  @Test
  void aCacheThatNothingMayBeRunFromIsNotTakenForAMissingLibrary() {
    Throwable e = new UnsatisfiedLinkError("no jnidnnl in java.library.path: /usr/lib");
    e.initCause(
        new UnsatisfiedLinkError(
            "/cache/libjnidnnl.so: /cache/libjnidnnl.so: failed to map segment from shared object"));

    OneDnnLibrary library = OneDnnLibrary.unavailable("linux-x86_64", e);

    assertThat(library.available()).isFalse();
    assertThat(library.reason())
        .contains("noexec", "/cache/libjnidnnl.so", "-Dorg.bytedeco.javacpp.cachedir=DIR")
        .doesNotContain("classifier", "\n");
  }

  @Test
  void aMissingLibrarySaysWhichOne() {
    assertThat(
            OneDnnLibrary.unavailable("linux-arm64", new UnsatisfiedLinkError("no jnidnnl"))
                .reason())
        .contains("(linux-arm64)", "no jnidnnl", "classifier linux-arm64")
        .doesNotContain("--enable-native-access");
  }
}
