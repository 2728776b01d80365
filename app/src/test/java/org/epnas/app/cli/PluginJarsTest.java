package org.epnas.app.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.stream.Stream;
import javax.tools.ToolProvider;
import org.epnas.study.plugin.PluginFolder;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Jars in the plug-in folder: good ones work in a search, faulty ones are named in one line. */
class PluginJarsTest {
  private static final String RESOURCE = "org.epnas.kernel.constraint.Resource";
  private static final String SEARCH = "org.epnas.kernel.search.";

  private static final String IMPORTS =
      """
      package acme;
      import org.epnas.kernel.architecture.*;
      import org.epnas.kernel.constraint.*;
      import org.epnas.kernel.cost.Cost;
      import org.epnas.kernel.search.*;
      import org.epnas.training.backend.*;
      import org.epnas.training.data.*;
      """;

  @TempDir Path folder;
  private Path plugins = Path.of("");

  @BeforeEach
  void useTheFolder() throws IOException {
    plugins = Files.createDirectory(folder.resolve("plugins"));
    System.setProperty(PluginFolder.PROPERTY, plugins.toString());
  }

  @AfterEach
  void leaveTheFolder() {
    System.clearProperty(PluginFolder.PROPERTY);
  }

  @Test
  void oneJarBringsASpaceAStrategyAPenaltyAConstraintABackendAndData() throws IOException {
    jar("acme.jar", good(), goodServices());
    Path run = folder.resolve("run");

    CommandRun search =
        CommandRun.of(
            "search",
            "--data",
            "acme-data:" + SyntheticImages.write(folder.resolve("data"), 60, 20),
            "--space",
            "acme-space",
            "--strategy",
            "acme-strategy",
            "--penalty",
            "acme-penalty",
            "--constraint",
            "acme<=1M",
            "--device",
            "acme:0",
            "--batch-size",
            "10",
            "--budget",
            "trials=2",
            "--run",
            run.toString());

    assertThat(search.status()).as(search.err()).isZero();
    assertThat(Files.readString(run.resolve("run.json")))
        .contains("\"acme.jar\"", "\"sha256\"", "SPACE", "STRATEGY", "PENALTY", "RESOURCE")
        .contains("BACKEND", "DATA");
    assertThat(CommandRun.of("list").out().replaceAll("\\s+", " "))
        .contains("[from acme.jar (sha256 ", "(<=LIMIT in mJ, at most)", "acme-store")
        .contains("acme-listener", "acme-backend")
        .doesNotContain("cannot be used");
  }

  @Test
  void aSearchTellsTheListenersAndStoresThatItNamesAndClosesThem() throws IOException {
    jar("acme.jar", Map.of("Hears", HEARS, "Keeps", KEEPS), outputServices());
    Path run = folder.resolve("run");

    CommandRun search =
        small(run, "--listener", "acme-hears", "--store", "acme-keeps", "--budget", "trials=2");

    assertThat(search.status()).as(search.err()).isZero();
    assertThat(run.resolve("heard.txt"))
        .content()
        .startsWith("Started")
        .contains("TrialFinished")
        .endsWith("Finished closed");
    assertThat(run.resolve("kept.txt")).hasContent("[0, 1] closed");
    assertThat(run.resolve("trials.jsonl")).content().hasLineCount(2);
    assertThat(Files.readString(run.resolve("run.json")))
        .contains("acme-hears", "acme-keeps", "LISTENER", "STORE");
  }

  @Test
  void noJarIsOpenAfterACommand() throws IOException {
    Path jar = jar("acme.jar", Map.of("Hears", HEARS, "Keeps", KEEPS), outputServices());
    Path open = Path.of("/proc/self/fd");
    assumeThat(open).isDirectory();

    small(folder.resolve("run"), "--listener", "acme-hears", "--budget", "trials=1");
    assertThat(openFiles(open)).doesNotContain(jar.toString());

    small(folder.resolve("other"), "--listener", "unknown");
    CommandRun.of("list");
    CommandRun.of("doctor");
    CommandRun.of("devices");
    CommandRun.of("train", "mobilenetv2", "--data", "nowhere");
    assertThat(openFiles(open)).doesNotContain(jar.toString());
  }

  private static List<String> openFiles(Path descriptors) throws IOException {
    List<String> open = new ArrayList<>();
    try (Stream<Path> all = Files.list(descriptors)) {
      for (Path one : all.toList()) {
        if (Files.isSymbolicLink(one)) {
          open.add(Files.readSymbolicLink(one).toString());
        }
      }
    }
    return open;
  }

  @ParameterizedTest
  @CsvSource({"--listener, acme-hears", "--store, acme-keeps"})
  void anUnknownNameNamesThoseThereAre(String flag, String known) throws IOException {
    CommandRun none = small(folder.resolve("run"), flag, "acme");
    jar("acme.jar", Map.of("Hears", HEARS, "Keeps", KEEPS), outputServices());
    CommandRun other = small(folder.resolve("run"), flag, known + "x");

    assertThat(none.status()).isEqualTo(2);
    assertThat(none.err()).contains("(acme) is unknown", "Known: none");
    assertThat(other.status()).isEqualTo(2);
    assertThat(other.err()).contains("Maybe you meant (" + known, "Known: " + known);
    assertThat(folder.resolve("run")).doesNotExist();
  }

  @Test
  void aListenerThatCannotBeOpenedIsSaidBeforeAnythingIsTrained() throws IOException {
    jar(
        "acme.jar",
        Map.of("Hears", HEARS.replace("return new Events(run);", "throw new Error(\"no wall\");")),
        Map.of(SEARCH + "ListenerProvider", "acme.Hears"));
    Path run = folder.resolve("run");

    CommandRun search = small(run, "--listener", "acme-hears");

    assertThat(search.status()).isEqualTo(2);
    assertThat(search.err()).contains("--listener", "acme-hears", "no wall").hasLineCount(1);
    assertThat(run).doesNotExist();
  }

  @Test
  void aStoreThatFailsEndsTheSearchUnderItsName() throws IOException {
    jar(
        "acme.jar",
        Map.of("Keeps", KEEPS.replace("ids.add(trial.id());", "throw new Error(\"full\");")),
        Map.of(SEARCH + "TrialStoreProvider", "acme.Keeps"));
    Path run = folder.resolve("run");

    CommandRun search = small(run, "--store", "acme-keeps");

    assertThat(search.status()).isEqualTo(1);
    assertThat(search.out() + search.err()).contains("Trial store (acme-keeps) failed", "full");
    assertThat(run.resolve("trials.jsonl")).content().hasLineCount(1);
  }

  private CommandRun small(Path run, String... more) throws IOException {
    List<String> arguments =
        new ArrayList<>(
            List.of(
                "search",
                "--data",
                SyntheticImages.write(folder.resolve("data"), 60, 20).toString(),
                "--device",
                "reference",
                "--batch-size",
                "10",
                "--run",
                run.toString()));
    arguments.addAll(List.of(more));
    if (!arguments.contains("--budget")) {
      arguments.addAll(List.of("--budget", "trials=1"));
    }
    return CommandRun.of(arguments.toArray(String[]::new));
  }

  static Stream<Arguments> faultyClasses() {
    return Stream.of(
        Arguments.of(
            "class Bad implements Resource {" + body("energy") + "}", "public constructor"),
        Arguments.of(
            "public class Bad implements Resource { public Bad(int x) {}" + body("energy") + "}",
            "public constructor"),
        Arguments.of(
            "public class Bad implements Resource { public Bad() { throw new Error(\"boom\"); }"
                + body("energy")
                + "}",
            "throws Error: boom"),
        Arguments.of("public class Bad { public Bad() {} }", "is no Resource"),
        Arguments.of(
            "public class Bad implements Resource { public Descriptor descriptor() { return null; }"
                + " public double measure(Architecture a, Cost c) { return 1; } }",
            "null"),
        Arguments.of(
            "public class Bad implements Resource {" + body("parameters") + "}",
            "which is taken (built in)"),
        Arguments.of(
            "public class Bad implements Resource {" + body("My Energy") + "}",
            "names are lower-case letters"));
  }

  @ParameterizedTest
  @MethodSource("faultyClasses")
  void aFaultyClassIsNamedWithItsJarAndStopsNothing(String code, String fault) throws IOException {
    jar("bad.jar", Map.of("Bad", code), Map.of(RESOURCE, "acme.Bad"));

    assertFault("(bad.jar, class acme.Bad)", fault);
  }

  @Test
  void aClassThatIsNotThereIsNamed() throws IOException {
    jar("bad.jar", Map.of("Other", "public class Other {}"), Map.of(RESOURCE, "acme.Missing"));

    assertFault("(bad.jar, class acme.Missing)", "is not there");
    assertThat(CommandRun.of("search", "--constraint", "energy<=1", "--budget", "trials=1").err())
        .contains("energy", "bad.jar", "acme.Missing")
        .doesNotContain("unknown")
        .hasLineCount(1);
  }

  @Test
  void aClassOfANewerJavaIsNamed() throws IOException {
    Path jar = jar("bad.jar", Map.of("Bad", "public class Bad {}"), Map.of(RESOURCE, "acme.Bad"));
    byte[] newer = Files.readAllBytes(folder.resolve("bad.jar.classes/acme/Bad.class"));
    newer[7] = 99;
    write(jar, Map.of("acme/Bad.class", newer, "META-INF/services/" + RESOURCE, bytes("acme.Bad")));

    assertFault("(bad.jar, class acme.Bad)", "was compiled for Java 55");
  }

  @Test
  void aLibraryThatIsMissingIsNamed() throws IOException {
    Path jar =
        jar(
            "bad.jar",
            Map.of(
                "Library",
                "public class Library {}",
                "Bad",
                "public class Bad implements Resource { private final Object it = new Library();"
                    + body("energy")
                    + "}"),
            Map.of(RESOURCE, "acme.Bad"));
    write(
        jar,
        Map.of(
            "acme/Bad.class",
            Files.readAllBytes(folder.resolve("bad.jar.classes/acme/Bad.class")),
            "META-INF/services/" + RESOURCE,
            bytes("acme.Bad")));

    assertFault("(bad.jar, class acme.Bad)", "needs class (acme.Library), which is missing");
  }

  @Test
  void filesThatAreNoJarsAreNamed() throws IOException {
    Files.writeString(plugins.resolve("text.jar"), "no zip");
    Files.createFile(plugins.resolve("nothing.jar"));
    write(plugins.resolve("hollow.jar"), Map.of("a.txt", bytes("a")));
    Files.createFile(plugins.resolve("wrong.zip"));
    Files.createDirectory(plugins.resolve("sub"));
    Files.createFile(plugins.resolve("sub/deep.jar"));

    assertFault("(text.jar)", "is no jar that can be read");
    assertFault("(nothing.jar)", "is no jar that can be read");
    assertFault("(hollow.jar)", "holds no class");
    assertFault("(wrong.zip)", "rename it");
    assertFault("(sub/deep.jar)", "lies in a subfolder");
  }

  @Test
  void theSameJarTwiceAndTwoVersionsOfOneAreNamed() throws IOException {
    Path first = jar("a.jar", Map.of("E", energy("energy")), Map.of(RESOURCE, "acme.E"));
    Files.copy(first, plugins.resolve("b.jar"));
    jar("c.jar", Map.of("E", energy("power")), Map.of(RESOURCE, "acme.E"));

    assertFault("(b.jar)", "is the same file as (a.jar)");
    assertFault("(c.jar, class acme.E)", "is a second version: the one of jar (a.jar) is used");
  }

  @Test
  void twoJarsThatTakeOneNameAreBothNamed() throws IOException {
    jar("a.jar", Map.of("E", energy("energy")), Map.of(RESOURCE, "acme.E"));
    jar(
        "b.jar",
        Map.of("F", energy("energy").replace("class E", "class F")),
        Map.of(RESOURCE, "acme.F"));

    assertFault("(b.jar, class acme.F)", "has the name (energy), which is taken (a.jar");
  }

  @Test
  void aSearchSaysOnceWhatItDoesWithoutAndRuns() throws IOException {
    Files.writeString(plugins.resolve("text.jar"), "no zip");

    CommandRun search =
        CommandRun.of(
            "search",
            "--data",
            SyntheticImages.write(folder.resolve("data"), 60, 20).toString(),
            "--device",
            "reference",
            "--batch-size",
            "10",
            "--budget",
            "trials=2",
            "--run",
            folder.resolve("run").toString());

    assertThat(search.status()).as(search.err()).isZero();
    assertThat(search.err().lines().filter(line -> line.contains("text.jar"))).hasSize(1);
  }

  @ParameterizedTest
  @ValueSource(strings = {"energy<=1mJ", "energy<=1mJ!"})
  void aConstraintThatThrowsLeavesASummary(String limit) throws IOException {
    jar(
        "bad.jar",
        Map.of("E", energy("energy").replace("return 1;", "throw new Error(\"no table\");")),
        Map.of(RESOURCE, "acme.E"));
    Path run = folder.resolve("run");

    CommandRun search =
        CommandRun.of(
            "search",
            "--data",
            SyntheticImages.write(folder.resolve("data"), 60, 20).toString(),
            "--device",
            "reference",
            "--constraint",
            limit,
            "--budget",
            "trials=2",
            "--run",
            run.toString());

    assertThat(search.status()).isEqualTo(1);
    assertThat(search.out() + search.err()).contains("energy", "no table").doesNotContain("\tat ");
    assertThat(run.resolve("summary.json")).exists();
  }

  @Test
  void anEmptyFolderHasNoFault() {
    assertThat(CommandRun.of("list").out()).doesNotContain("cannot be used");
    assertThat(CommandRun.of("doctor").out()).contains("plug-ins", plugins.toString());
  }

  private static void assertFault(String what, String fault) {
    CommandRun list = CommandRun.of("list");
    assertThat(list.status()).as(list.err()).isZero();
    assertThat(list.out().lines())
        .as(list.out())
        .anySatisfy(line -> assertThat(line).contains(what, fault, "Maybe"));
    assertThat(CommandRun.of("doctor").out()).contains(what);
  }

  private static String body(String name) {
    return " public Descriptor descriptor() { return new Descriptor(\"%s\", \"mJ\", Direction.AT_MOST, \"energy\"); } public double measure(Architecture a, Cost c) { return 1; } "
        .formatted(name);
  }

  private static String energy(String name) {
    return "public class E implements Resource {" + body(name) + "}";
  }

  private static Map<String, String> good() {
    return Map.of(
        "Limit", "public class Limit implements Resource {" + body("acme") + "}",
        "Space",
            named(
                "Space",
                "SpaceProvider",
                "acme-space",
                "public SearchSpace.Factory factory() { return org.epnas.searchspaces.layerwise.LayerwiseSpace::new; }"),
        "Strategy",
            named(
                "Strategy",
                "StrategyProvider",
                "acme-strategy",
                "public SearchStrategy.Factory factory() { return org.epnas.policy.random.RandomSearchStrategy.factory(org.epnas.policy.random.RandomSearchConfig.DEFAULT); }"),
        "Penalty",
            named(
                "Penalty",
                "PenaltyProvider",
                "acme-penalty",
                "public ConstraintPenalty penalty() { return (accuracy, uses) -> accuracy; }"),
        "Data",
            named(
                "Data",
                "DataProvider",
                "acme-data",
                "public TrainingData load(String where) { return ImageData.read(java.nio.file.Path.of(where), java.util.OptionalInt.empty()); }"),
        "Store",
            named(
                "Store",
                "TrialStoreProvider",
                "acme-store",
                "public TrialStore open(java.nio.file.Path run) { return TrialStore.inMemory(); }"),
        "Listener",
            named(
                "Listener",
                "ListenerProvider",
                "acme-listener",
                "public SearchListener open(java.nio.file.Path run) { return event -> {}; }"),
        "Device", DEVICE);
  }

  private static final String HEARS =
      """
      public class Hears implements ListenerProvider {
        public String name() { return "acme-hears"; }
        public String description() { return "for a test"; }
        public SearchListener open(java.nio.file.Path run) { return new Events(run); }
        static final class Events implements SearchListener, AutoCloseable {
          private final java.nio.file.Path run;
          private final StringBuilder heard = new StringBuilder();
          Events(java.nio.file.Path run) { this.run = run; }
          public void on(SearchEvent event) { heard.append(event.getClass().getSimpleName()).append(' '); }
          public void close() throws java.io.IOException {
            java.nio.file.Files.writeString(run.resolve("heard.txt"), heard + "closed");
          }
        }
      }
      """;

  private static final String KEEPS =
      """
      public class Keeps implements TrialStoreProvider {
        public String name() { return "acme-keeps"; }
        public String description() { return "for a test"; }
        public TrialStore open(java.nio.file.Path run) { return new Ids(run); }
        static final class Ids implements TrialStore, AutoCloseable {
          private final java.nio.file.Path run;
          private final java.util.List<Integer> ids = new java.util.ArrayList<>();
          Ids(java.nio.file.Path run) { this.run = run; }
          public void append(org.epnas.kernel.trial.Trial trial) { ids.add(trial.id()); }
          public java.util.List<org.epnas.kernel.trial.Trial> trials() { return java.util.List.of(); }
          public void close() throws java.io.IOException {
            java.nio.file.Files.writeString(run.resolve("kept.txt"), ids + " closed");
          }
        }
      }
      """;

  private static Map<String, String> outputServices() {
    return Map.of(
        SEARCH + "ListenerProvider", "acme.Hears", SEARCH + "TrialStoreProvider", "acme.Keeps");
  }

  private static final String DEVICE =
      """
      public class Device implements BackendProvider {
        public Description description() { return new Description("acme-backend", "test", -1); }
        public java.util.Optional<String> unavailable() { return java.util.Optional.empty(); }
        public Backend create() {
          Backend reference = new org.epnas.training.reference.ReferenceBackend();
          org.epnas.training.backend.Device its = reference.devices().getFirst();
          org.epnas.training.backend.Device own =
              new org.epnas.training.backend.Device("acme:0", "test", its.precisions(), its.threads());
          return new Backend() {
            public String name() { return "acme-backend"; }
            public java.util.List<org.epnas.training.backend.Device> devices() {
              return java.util.List.of(own);
            }
            public Executable compile(org.epnas.kernel.program.Program program, CompileOptions o) {
              return reference.compile(program, new CompileOptions(its, o.batchSize(),
                  o.precision(), o.threads(), o.deterministic(), o.checked(), o.seed()));
            }
          };
        }
      }
      """;

  private static Map<String, String> goodServices() {
    return Map.of(
        RESOURCE,
        "acme.Limit",
        SEARCH + "SpaceProvider",
        "acme.Space",
        SEARCH + "StrategyProvider",
        "acme.Strategy",
        SEARCH + "TrialStoreProvider",
        "acme.Store",
        SEARCH + "ListenerProvider",
        "acme.Listener",
        "org.epnas.kernel.constraint.PenaltyProvider",
        "acme.Penalty",
        "org.epnas.training.data.DataProvider",
        "acme.Data",
        "org.epnas.training.backend.BackendProvider",
        "acme.Device");
  }

  private static String named(String type, String service, String name, String method) {
    return "public class %s implements %s { public String name() { return \"%s\"; } public String description() { return \"for a test\"; } %s }"
        .formatted(type, service, name, method);
  }

  /** Compiles classes of package {@code acme} and packs them. */
  private Path jar(String name, Map<String, String> sources, Map<String, String> services)
      throws IOException {
    Path classes = folder.resolve(name + ".classes");
    Path source = Files.createDirectories(folder.resolve(name + ".src/acme"));
    List<String> arguments =
        new ArrayList<>(
            List.of("-d", classes.toString(), "-cp", System.getProperty("java.class.path")));
    for (Map.Entry<String, String> type : sources.entrySet()) {
      Path file = source.resolve(type.getKey() + ".java");
      Files.writeString(file, IMPORTS + type.getValue());
      arguments.add(file.toString());
    }
    assertThat(
            ToolProvider.getSystemJavaCompiler()
                .run(null, null, null, arguments.toArray(String[]::new)))
        .isZero();
    Map<String, byte[]> entries = new TreeMap<>();
    try (Stream<Path> files = Files.walk(classes)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        entries.put(
            classes.relativize(file).toString().replace('\\', '/'), Files.readAllBytes(file));
      }
    }
    services.forEach((service, type) -> entries.put("META-INF/services/" + service, bytes(type)));
    return write(plugins.resolve(name), entries);
  }

  private static Path write(Path jar, Map<String, byte[]> entries) throws IOException {
    try (OutputStream file = Files.newOutputStream(jar);
        JarOutputStream out = new JarOutputStream(file)) {
      for (Map.Entry<String, byte[]> entry : entries.entrySet()) {
        out.putNextEntry(new JarEntry(entry.getKey()));
        out.write(entry.getValue());
      }
    }
    return jar;
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
