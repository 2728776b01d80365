package org.epnas.app.message;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.source.tree.CatchTree;
import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.tree.MethodInvocationTree;
import com.sun.source.util.TreeScanner;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/**
 * Java's message of a file that could not be read is the file's path, which the message has named
 * already: the reason comes from {@code IoReason}.
 */
class FileReasonTest {
  private static final Pattern OF_FILES =
      Pattern.compile("(?<!\\w)IOException|(?:FileSystem|AccessDenied)Exception");

  @Test
  void noMessageTakesThePathForTheReason() {
    List<String> found = new ArrayList<>();
    int[] looked = {0};
    for (CompilationUnitTree unit : SourceMessages.units()) {
      String file = SourceMessages.file(unit);
      if (SourceMessages.module(unit).startsWith("benchmarks") || file.equals("IoReason")) {
        continue;
      }
      new TreeScanner<@Nullable Void, @Nullable Void>() {
        @Override
        public @Nullable Void visitCatch(CatchTree caught, @Nullable Void ignored) {
          if (OF_FILES.matcher(caught.getParameter().getType().toString()).find()) {
            looked[0]++;
            String message = caught.getParameter().getName() + ".getMessage()";
            new TreeScanner<@Nullable Void, @Nullable Void>() {
              @Override
              public @Nullable Void visitMethodInvocation(
                  MethodInvocationTree call, @Nullable Void unused) {
                if (call.toString().equals(message)) {
                  found.add("%s: catch (%s) asks %s".formatted(file, caught.getParameter(), call));
                }
                return super.visitMethodInvocation(call, null);
              }
            }.scan(caught.getBlock(), null);
          }
          return super.visitCatch(caught, null);
        }
      }.scan(unit, null);
    }

    assertThat(looked[0]).isGreaterThan(60);
    assertThat(found).isEmpty();
  }
}
