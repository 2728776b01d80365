package org.epnas.app.message;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.epnas.app.message.SourceMessages.Text;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * docs/troubleshooting.md has every message that gives an advice, ends a command or warns, once,
 * and none that is gone. To mend a failure: put the line that it prints into the page, where its
 * like are, or take it out.
 */
class TroubleshootingPageTest {
  private static final Pattern ENTRY = Pattern.compile("(?m)^- `(.+)`$");

  private static List<String> entries = List.of();
  private static Set<String> messages = Set.of();

  @BeforeAll
  static void read() throws IOException {
    String page = Files.readString(SourceMessages.ROOT.resolve("docs/troubleshooting.md"));
    entries = ENTRY.matcher(page).results().map(entry -> entry.group(1)).toList();
    messages =
        Stream.concat(SourceMessages.advising().stream(), SourceMessages.spoken().stream())
            .map(Text::beforeAdvice)
            .collect(Collectors.toCollection(TreeSet::new));
    assertThat(messages).hasSizeGreaterThan(150);
  }

  @Test
  void everyMessageIsExplained() {
    assertThat(lines(messages, entries)).as("lines to add to docs/troubleshooting.md").isEmpty();
  }

  @Test
  void noMessageIsExplainedThatTheProgramDoesNotGive() {
    assertThat(lines(entries, messages)).as("lines to take out of the page").isEmpty();
  }

  @Test
  void noMessageIsExplainedTwice() {
    assertThat(entries).doesNotHaveDuplicates();
  }

  private static List<String> lines(Collection<String> all, Collection<String> known) {
    return all.stream().filter(text -> !known.contains(text)).map("- `%s`"::formatted).toList();
  }
}
