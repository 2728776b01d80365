package org.epnas.app.message;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.epnas.app.cli.CommandModel;
import org.epnas.app.message.SourceMessages.Text;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;

/**
 * Whoever follows an advice finds what it names: flags, commands, files, pages, environment
 * variables and system properties.
 */
class AdviceTest {
  private static final Pattern FLAG = Pattern.compile("(?<![\\w-])--[a-z][a-z-]*");
  private static final Pattern COMMAND = Pattern.compile("(?:\\./|[('])epnas ([a-z][a-z-]*)");
  private static final Pattern LAUNCHER = Pattern.compile("(?<![\\w.])\\./([a-z]+)");
  private static final Pattern FILE =
      Pattern.compile("(?<![\\w*/.-])[\\w-]+\\.(?:jsonl?|safetensors|csv|bin|gz)(?![\\w.])");
  private static final Pattern HANDED_OVER = Pattern.compile("[Mm]aybe …(?!\\?)");
  private static final Pattern PAGE = Pattern.compile("docs/[\\w/-]+\\.md");
  private static final Pattern VARIABLE = Pattern.compile("(?<![\\w$.])[A-Z]+(?:_[A-Z]+)+(?!\\w)");
  private static final Pattern PROPERTY = Pattern.compile("-D([a-z][\\w.]*[\\w])");

  /** Flags of other programs that an advice is about: java, javac, docker. */
  private static final Set<String> FOREIGN_FLAGS =
      Set.of("--enable-native-access", "--add-modules", "--release", "--gpus");

  /** Variables that others read: the driver, the launcher's shell, OpenMP, the C library. */
  private static final Set<String> FOREIGN_VARIABLES =
      Set.of("CUDA_VISIBLE_DEVICES", "OMP_NUM_THREADS", "LC_ALL");

  private static List<Text> all = List.of();
  private static List<Text> advising = List.of();

  @BeforeAll
  static void read() {
    all = SourceMessages.all();
    List<Text> waysOut = SourceMessages.waysOut();
    advising =
        Stream.concat(all.stream().filter(text -> text.gives("maybe ")), waysOut.stream()).toList();
    // So that a parser that finds nothing does not pass for messages without faults.
    assertThat(advising).hasSizeGreaterThan(150);
    assertThat(waysOut).hasSizeGreaterThan(20);
  }

  /**
   * An advice that is put in when the program runs is one that these tests see: a way out. A name
   * that is meant ends with a question mark.
   */
  @Test
  void everyAdviceIsWrittenOutWhereTheseTestsSeeIt() {
    Set<String> handedOver =
        Stream.of("PlotFailure", "InvalidArchitectureException").collect(Collectors.toSet());

    assertThat(advising)
        .filteredOn(text -> HANDED_OVER.matcher(text.text()).find())
        .extracting(Text::file)
        .allSatisfy(file -> assertThat(handedOver).contains(file));
  }

  /** Also the texts without an advice: a flag that is not there misleads in any of them. */
  @Test
  void flagsThatAnyTextNamesExist() {
    Set<String> every = new TreeSet<>(FOREIGN_FLAGS);
    CommandModel.commands().forEach(line -> every.addAll(CommandModel.flags(line)));
    all.stream()
        .filter(text -> text.module().equals("benchmarks-jmh"))
        .map(Text::text)
        .forEach(every::add);

    // One that is a flag and no more is given to another program, such as a compiler.
    List<Text> sentences = all.stream().filter(text -> !text.text().startsWith("--")).toList();
    assertThat(sentences).hasSizeGreaterThan(1000);
    assertThat(faults(FLAG, sentences, (_, flag) -> every.contains(flag))).isEmpty();
  }

  @Test
  void flagsExistInTheCommandThatGivesTheAdvice() {
    Map<String, Set<String>> byPlace = flags();
    Set<String> every =
        CommandModel.commands().stream()
            .flatMap(line -> CommandModel.flags(line).stream())
            .collect(Collectors.toSet());
    List<String> faults =
        faults(
            FLAG,
            (text, flag) ->
                FOREIGN_FLAGS.contains(flag)
                    || byPlace
                        .getOrDefault(text.module(), byPlace.getOrDefault(text.file(), every))
                        .contains(flag));

    assertThat(faults).isEmpty();
  }

  /**
   * The flags that may be named by the class of a command, by one of flags that several commands
   * share, which all of them must have, and by the benchmarks, which have commands of their own.
   */
  private static Map<String, Set<String>> flags() {
    Map<String, Set<String>> flags = new TreeMap<>();
    for (CommandLine line : CommandModel.commands()) {
      Set<String> own = CommandModel.flags(line);
      flags.put(line.getCommand().getClass().getSimpleName(), own);
      for (CommandSpec shared : line.getCommandSpec().mixins().values()) {
        flags
            .computeIfAbsent(
                shared.userObject().getClass().getSimpleName(), _ -> new TreeSet<>(own))
            .retainAll(own);
      }
    }
    flags.put(
        "benchmarks-jmh",
        all.stream()
            .filter(text -> text.module().equals("benchmarks-jmh"))
            .map(Text::text)
            .collect(Collectors.toSet()));
    return flags;
  }

  @Test
  void commandsExist() {
    Set<String> commands = CommandModel.names();

    assertThat(faults(COMMAND, (_, command) -> commands.contains(command))).isEmpty();
  }

  @Test
  void launchersExist() {
    assertThat(faults(LAUNCHER, (_, name) -> Files.isExecutable(SourceMessages.ROOT.resolve(name))))
        .isEmpty();
  }

  @Test
  void filesAreOnesThatTheProgramReadsOrWrites() {
    // The part of a data set is put before some names, and a number after others.
    Set<String> names =
        all.stream()
            .map(text -> text.text().replace("…", ""))
            .filter(text -> text.matches("-?[\\w/.-]{6,}"))
            .collect(Collectors.toSet());

    assertThat(faults(FILE, (_, file) -> isOneOf(names, file))).isEmpty();
  }

  private static boolean isOneOf(Set<String> names, String file) {
    String plain = file.replaceFirst("\\.gz$", "").replaceFirst("_\\d\\.bin$", "_.bin");
    return names.contains(file)
        || names.contains(plain)
        || names.stream().anyMatch(name -> name.startsWith("-") && plain.endsWith(name));
  }

  @Test
  void pagesExist() {
    assertThat(faults(PAGE, (_, page) -> Files.isRegularFile(SourceMessages.ROOT.resolve(page))))
        .isEmpty();
  }

  @Test
  void environmentVariablesAreRead() {
    String launchers = launchers();
    Set<String> literals = all.stream().map(Text::text).collect(Collectors.toSet());

    assertThat(
            faults(
                VARIABLE,
                (_, variable) ->
                    FOREIGN_VARIABLES.contains(variable)
                        || literals.contains(variable)
                        || launchers.contains("{" + variable + ":-")))
        .isEmpty();
  }

  @Test
  void systemPropertiesAreRead() {
    Set<String> literals = all.stream().map(Text::text).collect(Collectors.toSet());

    assertThat(
            faults(
                PROPERTY,
                (_, property) ->
                    literals.contains(property)
                        // JavaCPP's own.
                        || property.equals("org.bytedeco.javacpp.cachedir")))
        .isEmpty();
  }

  private static String launchers() {
    try (Stream<Path> files = Files.list(SourceMessages.ROOT.resolve(".mvn"))) {
      StringBuilder text = new StringBuilder();
      for (Path file : files.filter(file -> file.toString().endsWith(".sh")).toList()) {
        text.append(Files.readString(file));
      }
      return text.toString();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Whether what a text names is there. */
  private interface Check {
    boolean exists(Text text, String named);
  }

  private static List<String> faults(Pattern pattern, Check check) {
    return faults(pattern, advising, check);
  }

  private static List<String> faults(Pattern pattern, List<Text> texts, Check check) {
    List<String> faults = new ArrayList<>();
    for (Text text : texts) {
      Matcher found = pattern.matcher(text.text());
      while (found.find()) {
        String named = found.groupCount() == 0 ? found.group() : found.group(1);
        if (!check.exists(text, named)) {
          faults.add(
              "%s/%s names (%s), which is not there: %s"
                  .formatted(text.module(), text.file(), named, text.text()));
        }
      }
    }
    return faults;
  }
}
