package org.epnas.app.message;

import com.sun.source.tree.BinaryTree;
import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.tree.LiteralTree;
import com.sun.source.tree.ParenthesizedTree;
import com.sun.source.tree.Tree;
import com.sun.source.util.JavacTask;
import com.sun.source.util.TreePathScanner;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;
import org.jspecify.annotations.Nullable;

/** The texts that stand in the project's main sources, read by the compiler's own parser. */
final class SourceMessages {
  /** The repository's folder; tests run in that of their module. */
  static final Path ROOT = Path.of("").toAbsolutePath().getParent();

  /** What a value becomes that is put into a text. */
  private static final Pattern VALUE =
      Pattern.compile("%(\\d+\\$)?[-#+ 0,(]*\\d*(\\.\\d+)?[a-zA-Z]|\\{\\d+\\}");

  private SourceMessages() {}

  /**
   * A text of the sources; what is put into it when the program runs is {@code …}.
   *
   * @param module folder of the module
   * @param file simple name of the source
   */
  record Text(String module, String file, String text) {
    boolean gives(String word) {
      return text.toLowerCase(Locale.ROOT).contains(word);
    }

    /** What the text says before its advice, or all of one that is advice only. */
    String beforeAdvice() {
      int advice = Math.max(text.indexOf("Maybe "), text.indexOf("; maybe "));
      String before = advice < 0 ? text : text.substring(0, advice);
      boolean adviceOnly = before.chars().noneMatch(Character::isLetter);
      // The name of the program stands before messages, and not in the page.
      return (adviceOnly ? text : before).strip().replaceFirst("^epnas: ", "");
    }
  }

  /** The texts with an advice, which all have the word maybe; the name alone is none. */
  static List<Text> advising() {
    return all().stream()
        .filter(text -> text.gives("maybe "))
        .filter(text -> !text.text().strip().equals("Maybe"))
        .toList();
  }

  /**
   * The texts that reach whoever runs the program, with or without an advice; values alone are
   * none, and measuring the program is its authors' business.
   */
  static List<Text> spoken() {
    List<Text> texts = new ArrayList<>();
    for (CompilationUnitTree unit : units()) {
      new SpokenTexts(text -> texts.add(new Text(module(unit), file(unit), text))).scan(unit, null);
    }
    return texts.stream()
        .filter(text -> !text.module().startsWith("benchmarks"))
        .filter(text -> text.beforeAdvice().chars().anyMatch(Character::isLetter))
        .toList();
  }

  /** Every text, concatenations as one. */
  static List<Text> all() {
    return units().stream().flatMap(unit -> texts(unit).stream()).toList();
  }

  /**
   * The advices that are handed to what writes the message: as a parameter called {@code wayOut},
   * or by a method of that name. Each as a sentence of its own.
   */
  static List<Text> waysOut() {
    List<CompilationUnitTree> units = units();
    Map<String, Integer> places = new HashMap<>();
    units.forEach(unit -> new WayOutParameters(file(unit), places).scan(unit, null));
    List<Text> texts = new ArrayList<>();
    for (CompilationUnitTree unit : units) {
      new WayOutArguments(
              file(unit),
              places,
              text -> texts.add(new Text(module(unit), file(unit), "Maybe " + text)))
          .scan(unit, null);
    }
    return texts;
  }

  static List<CompilationUnitTree> units() {
    List<CompilationUnitTree> units = new ArrayList<>();
    JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
    try (StandardJavaFileManager files = compiler.getStandardFileManager(null, null, null)) {
      JavacTask task =
          (JavacTask)
              compiler.getTask(
                  null,
                  files,
                  _ -> {},
                  List.of("-proc:none"),
                  null,
                  files.getJavaFileObjectsFromPaths(sources()));
      task.parse().forEach(units::add);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return units;
  }

  /** The sources of the modules that people run or embed. */
  private static List<Path> sources() throws IOException {
    List<Path> sources = new ArrayList<>();
    try (Stream<Path> modules = Files.list(ROOT)) {
      for (Path module : modules.sorted().toList()) {
        Path main = module.resolve("src/main/java");
        if (Files.isDirectory(main) && !module.endsWith("testkit")) {
          try (Stream<Path> files = Files.walk(main)) {
            files.filter(file -> file.toString().endsWith(".java")).sorted().forEach(sources::add);
          }
        }
      }
    }
    return sources;
  }

  private static List<Text> texts(CompilationUnitTree unit) {
    String module = module(unit);
    String file = file(unit);
    List<Text> texts = new ArrayList<>();
    new TreePathScanner<@Nullable Void, @Nullable Void>() {
      @Override
      public @Nullable Void visitBinary(BinaryTree tree, @Nullable Void ignored) {
        Optional<String> text = text(tree);
        if (text.isEmpty()) {
          return super.visitBinary(tree, null);
        }
        texts.add(new Text(module, file, text.get()));
        // What is added to it may have texts of its own, for example in the branches of a choice.
        values(tree).forEach(value -> scan(value, null));
        return null;
      }

      @Override
      public @Nullable Void visitLiteral(LiteralTree tree, @Nullable Void ignored) {
        text(tree).ifPresent(found -> texts.add(new Text(module, file, found)));
        return null;
      }
    }.scan(unit, null);
    return texts;
  }

  static String module(CompilationUnitTree unit) {
    return ROOT.relativize(path(unit)).getName(0).toString();
  }

  static String file(CompilationUnitTree unit) {
    return path(unit).getFileName().toString().replace(".java", "");
  }

  private static Path path(CompilationUnitTree unit) {
    return Path.of(unit.getSourceFile().toUri());
  }

  /** What is added up that is no text itself. */
  private static Stream<Tree> values(Tree tree) {
    return switch (tree) {
      case ParenthesizedTree inner -> values(inner.getExpression());
      case BinaryTree sum when sum.getKind() == Tree.Kind.PLUS && text(sum).isPresent() ->
          Stream.concat(values(sum.getLeftOperand()), values(sum.getRightOperand()));
      case LiteralTree _ -> Stream.empty();
      default -> Stream.of(tree);
    };
  }

  /** Of a literal, or of literals and values that are added up. */
  static Optional<String> text(Tree tree) {
    return switch (tree) {
      case LiteralTree literal when literal.getValue() instanceof String text ->
          Optional.of(withoutValues(text));
      case ParenthesizedTree inner -> text(inner.getExpression());
      case BinaryTree sum when sum.getKind() == Tree.Kind.PLUS -> {
        Optional<String> left = text(sum.getLeftOperand());
        Optional<String> right = text(sum.getRightOperand());
        yield left.isEmpty() && right.isEmpty()
            ? Optional.empty()
            : Optional.of(left.orElse("…") + right.orElse("…"));
      }
      default -> Optional.empty();
    };
  }

  private static String withoutValues(String text) {
    return VALUE.matcher(text.replace("%n", "\n")).replaceAll("…").replace("%%", "%");
  }
}
