package org.epnas.app.message;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.source.tree.BlockTree;
import com.sun.source.tree.ClassTree;
import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.tree.MethodTree;
import com.sun.source.tree.Tree;
import com.sun.source.util.DocTrees;
import com.sun.source.util.JavacTask;
import com.sun.source.util.TreePath;
import com.sun.source.util.TreePathScanner;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import javax.lang.model.element.Modifier;
import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/**
 * What others program against is explained: every public type, and every method of a plug-in point.
 * The check of the javadoc tool would ask as well for each accessor and compact constructor, whose
 * names and record say all there is.
 */
class PublicJavadocTest {
  private static final Set<String> MODULES =
      Set.of("kernel", "study", "search-spaces", "policy", "training");

  /** With these words the comment of a plug-in point begins. */
  private static final String PLUGIN_POINT = "Plug-in point:";

  private int types;
  private int methods;
  private final List<String> unexplained = new ArrayList<>();

  @Test
  void everyPublicTypeAndEveryMethodOfAPluginPointIsExplained() throws IOException {
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
      DocTrees comments = DocTrees.instance(task);
      for (CompilationUnitTree unit : task.parse()) {
        new Scanner(comments).scan(unit, null);
      }
    }

    assertThat(types).isGreaterThan(300);
    assertThat(methods).isGreaterThan(30);
    assertThat(unexplained).isEmpty();
  }

  private static List<Path> sources() throws IOException {
    List<Path> sources = new ArrayList<>();
    for (String module : MODULES) {
      try (Stream<Path> files =
          Files.walk(SourceMessages.ROOT.resolve(module).resolve("src/main/java"))) {
        files.filter(file -> file.toString().endsWith(".java")).forEach(sources::add);
      }
    }
    return sources;
  }

  /** Looks at what is visible from outside. */
  private final class Scanner extends TreePathScanner<@Nullable Void, @Nullable Void> {
    private final DocTrees comments;
    private boolean pluginPoint;

    Scanner(DocTrees comments) {
      this.comments = comments;
    }

    @Override
    public @Nullable Void visitClass(ClassTree type, @Nullable Void unused) {
      if (!isPublic(type)) {
        return null;
      }
      types++;
      boolean outer = pluginPoint;
      pluginPoint = comment(getCurrentPath()).filter(it -> it.startsWith(PLUGIN_POINT)).isPresent();
      require(type.getSimpleName().toString());
      super.visitClass(type, null);
      pluginPoint = outer;
      return null;
    }

    @Override
    public @Nullable Void visitMethod(MethodTree method, @Nullable Void unused) {
      boolean hidden =
          method.getModifiers().getFlags().contains(Modifier.PRIVATE)
              || method.getModifiers().getAnnotations().stream()
                  .anyMatch(it -> it.getAnnotationType().toString().equals("Override"));
      if (pluginPoint && !hidden && parent().getKind() == Tree.Kind.INTERFACE) {
        methods++;
        require(method.getName().toString());
      }
      return super.visitMethod(method, null);
    }

    /** Types within methods are nobody's business. */
    @Override
    public @Nullable Void visitBlock(BlockTree block, @Nullable Void unused) {
      return null;
    }

    /** Members of an interface are public without saying so. */
    private boolean isPublic(ClassTree type) {
      return type.getModifiers().getFlags().contains(Modifier.PUBLIC)
          || parent().getKind() == Tree.Kind.INTERFACE;
    }

    private Tree parent() {
      return getCurrentPath().getParentPath().getLeaf();
    }

    private void require(String name) {
      if (comment(getCurrentPath()).isEmpty()) {
        unexplained.add(
            "%s in %s"
                .formatted(
                    name,
                    SourceMessages.ROOT.relativize(
                        Path.of(getCurrentPath().getCompilationUnit().getSourceFile().toUri()))));
      }
    }

    private Optional<String> comment(TreePath path) {
      return Optional.ofNullable(comments.getDocComment(path))
          .map(String::strip)
          .filter(text -> !text.isEmpty());
    }
  }
}
