package org.epnas.app.message;

import com.sun.source.tree.ConditionalExpressionTree;
import com.sun.source.tree.ExpressionTree;
import com.sun.source.tree.MemberSelectTree;
import com.sun.source.tree.MethodInvocationTree;
import com.sun.source.tree.NewClassTree;
import com.sun.source.tree.ParenthesizedTree;
import com.sun.source.tree.Tree;
import com.sun.source.util.TreeScanner;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Finds the texts that reach a person whatever they say: messages of the exceptions that end a
 * command in one line, and warnings.
 */
final class SpokenTexts extends TreeScanner<@Nullable Void, @Nullable Void> {
  /** What ends a command with its message, or a trial whose message is printed. */
  private static final Set<String> REFUSALS =
      Set.of(
          "ConfigurationException",
          "DataException",
          "ModelFileException",
          "WeightsException",
          "InvalidTableException",
          "InvalidArchitectureException",
          "ArchitectureFormatException",
          "MeasurementException",
          "PenaltyException",
          "BrokenOffException",
          "BackendException",
          "TypeConversionException");

  private final Consumer<String> found;

  SpokenTexts(Consumer<String> found) {
    this.found = found;
  }

  @Override
  public @Nullable Void visitNewClass(NewClassTree made, @Nullable Void ignored) {
    if (REFUSALS.contains(made.getIdentifier().toString())) {
      made.getArguments().forEach(this::message);
    }
    return super.visitNewClass(made, null);
  }

  @Override
  public @Nullable Void visitMethodInvocation(MethodInvocationTree call, @Nullable Void ignored) {
    if (call.getMethodSelect().toString().equals("LOG.log")
        && Stream.of("Level.WARNING", "Level.ERROR", "WARNING", "ERROR")
            .anyMatch(call.getArguments().getFirst().toString()::equals)) {
      message(call.getArguments().get(1));
    }
    return super.visitMethodInvocation(call, null);
  }

  /** What is put into a text is none itself: only the text is taken, not its values. */
  private void message(ExpressionTree tree) {
    switch (tree) {
      case ParenthesizedTree inner -> message(inner.getExpression());
      case ConditionalExpressionTree choice -> {
        message(choice.getTrueExpression());
        message(choice.getFalseExpression());
      }
      case MethodInvocationTree call
          when call.getMethodSelect() instanceof MemberSelectTree select
              && select.getIdentifier().contentEquals("formatted") ->
          message(select.getExpression());
      case Tree text -> SourceMessages.text(text).ifPresent(found);
    }
  }
}
