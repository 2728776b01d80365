package org.epnas.nativecuda;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

final class DriverReleaseTest {
  @Test
  void isReadFromWhatTheKernelModuleSays() {
    assertThat(
            DriverRelease.parse(
                """
                NVRM version: NVIDIA UNIX x86_64 Kernel Module  580.65.06  Sun Jul 27 07:25:12 UTC 2025
                GCC version:  gcc version 13.3.0 (Ubuntu 13.3.0-6ubuntu2~24.04)
                """))
        .isEqualTo("580.65.06");
    assertThat(
            DriverRelease.parse(
                "NVRM version: NVIDIA UNIX Open Kernel Module for x86_64  575.57  Release Build"))
        .isEqualTo("575.57");
    assertThat(DriverRelease.parse("something else 1.2")).isEmpty();
  }
}
