package org.epnas.app.message;

import com.sun.source.tree.BinaryTree;
import com.sun.source.tree.ExpressionTree;
import com.sun.source.tree.IdentifierTree;
import com.sun.source.tree.LiteralTree;
import com.sun.source.tree.MemberSelectTree;
import com.sun.source.tree.MethodInvocationTree;
import com.sun.source.tree.MethodTree;
import com.sun.source.tree.Tree;
import com.sun.source.util.TreeScanner;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Finds the texts that are handed over as ways out, and those that methods of that name give. */
final class WayOutArguments extends TreeScanner<@Nullable Void, @Nullable Void> {
  private final String file;
  private final Map<String, Integer> places;
  private final Consumer<String> found;

  /**
   * @param file simple name of the source
   * @param places see {@link WayOutParameters}
   */
  WayOutArguments(String file, Map<String, Integer> places, Consumer<String> found) {
    this.file = file;
    this.places = places;
    this.found = found;
  }

  @Override
  public @Nullable Void visitMethodInvocation(MethodInvocationTree call, @Nullable Void ignored) {
    String key = key(call.getMethodSelect(), call.getArguments().size());
    Optional.ofNullable(places.get(key)).ifPresent(place -> texts(call.getArguments().get(place)));
    return super.visitMethodInvocation(call, null);
  }

  @Override
  public @Nullable Void visitMethod(MethodTree method, @Nullable Void ignored) {
    if (method.getName().contentEquals(WayOutParameters.NAME)) {
      texts(method.getBody());
    }
    return super.visitMethod(method, null);
  }

  private void texts(Tree tree) {
    new TreeScanner<@Nullable Void, @Nullable Void>() {
      @Override
      public @Nullable Void visitBinary(BinaryTree sum, @Nullable Void ignored) {
        Optional<String> text = SourceMessages.text(sum);
        text.ifPresent(found);
        return text.isPresent() ? null : super.visitBinary(sum, null);
      }

      @Override
      public @Nullable Void visitLiteral(LiteralTree literal, @Nullable Void ignored) {
        SourceMessages.text(literal).ifPresent(found);
        return null;
      }
    }.scan(tree, null);
  }

  private String key(ExpressionTree method, int parameters) {
    return switch (method) {
      case IdentifierTree own -> WayOutParameters.key(file, own.getName().toString(), parameters);
      case MemberSelectTree of ->
          WayOutParameters.key(
              of.getExpression().toString(), of.getIdentifier().toString(), parameters);
      default -> "";
    };
  }
}
