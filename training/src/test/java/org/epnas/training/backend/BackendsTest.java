package org.epnas.training.backend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.epnas.kernel.program.Program;
import org.epnas.training.reference.ReferenceBackend;
import org.epnas.training.trainer.LoggedLines;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BackendsTest {
  private record Fake(Description description, List<Device> devices) implements BackendProvider {
    static Fake of(String name, int rank, String... devices) {
      return new Fake(
          new Description(name, "a fake", rank),
          List.of(devices).stream()
              .map(id -> new Device(id, "fake", Set.of(Precision.FP32), 1))
              .toList());
    }

    @Override
    public Backend create() {
      String name = description.name();
      if (name.equals("broken")) {
        throw new NoClassDefFoundError("com/acme/Driver");
      }
      return new Backend() {
        @Override
        public String name() {
          return name;
        }

        @Override
        public List<Device> devices() {
          return devices;
        }

        @Override
        public Executable compile(Program program, CompileOptions options) {
          throw new BackendException("compiles nothing");
        }
      };
    }

    @Override
    public Optional<String> unavailable() {
      return devices.isEmpty() ? Optional.of("No driver. Maybe install it.") : Optional.empty();
    }
  }

  @Test
  void theHighestRankComesFirstAndOneWithoutDevicesFallsThrough() {
    Backends backends =
        Backends.of(List.of(Fake.of("low", 1, "l"), Fake.of("none", 9), Fake.of("high", 5, "h")));

    assertThat(backends.inOrder()).extracting(Backend::name).containsExactly("none", "high", "low");
    assertThat(backends.devices())
        .extracting(device -> device.device().id())
        .containsExactly("h", "l");
    assertThat(backends.best().device().id()).isEqualTo("h");
    assertThat(backends.unavailable())
        .containsExactly(new Backends.Unavailable("none", "No driver. Maybe install it."));
  }

  @Test
  void oneThatCannotBeMadeStopsNobody() {
    try (LoggedLines log = LoggedLines.of(Backends.class)) {
      Backends backends = Backends.of(List.of(Fake.of("broken", 9, "b"), Fake.of("low", 1, "l")));

      assertThat(backends.best().device().id()).isEqualTo("l");
      assertThat(backends.unavailable().getFirst().reason())
          .contains("(broken)", "com/acme/Driver", "Maybe");
      assertThat(log.warnings()).singleElement().asString().contains("(broken)");
    }
  }

  @Test
  void anUnknownDeviceIsAnErrorThatListsThoseThereAre() {
    Backends backends = Backends.of(List.of(Fake.of("low", 1, "l"), Fake.of("none", 9)));

    assertThat(backends.device("l").backend().name()).isEqualTo("low");
    assertThatThrownBy(() -> backends.device("tpu"))
        .hasMessageContainingAll("(tpu)", "Devices of this machine: l.", "none: No driver.");
    assertThatThrownBy(() -> Backends.of(List.of()).best())
        .isInstanceOf(BackendException.class)
        .hasMessageContaining("No backend has a device here");
  }

  @Test
  void twoOfOneNameAreRefused() {
    assertThatThrownBy(() -> Backends.of(List.of(Fake.of("x", 1), Fake.of("x", 2))))
        .hasMessageContainingAll("Backend (x)", "Fake", "Maybe remove one");
  }

  @Test
  void theReferenceBackendIsFoundByItsServiceFile() {
    assertThat(Backends.load().inOrder().getLast()).isInstanceOf(ReferenceBackend.class);
  }

  @Test
  void aServiceFileThatNamesAMissingClassStopsNobody(@TempDir Path jar) throws IOException {
    Path services = Files.createDirectories(jar.resolve("META-INF/services"));
    Files.writeString(services.resolve(BackendProvider.class.getName()), "com.acme.Missing\n");
    ClassLoader parent = BackendsTest.class.getClassLoader();
    try (URLClassLoader loader = new URLClassLoader(new URL[] {jar.toUri().toURL()}, parent);
        LoggedLines log = LoggedLines.of(Backends.class)) {
      Backends backends = Backends.load(loader);

      assertThat(backends.named("reference")).isPresent();
      assertThat(backends.unavailable().getFirst().reason()).contains("com.acme.Missing", "Maybe");
      assertThat(log.warnings()).singleElement().asString().contains("com.acme.Missing");
    }
  }
}
