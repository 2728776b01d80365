package org.epnas.searchspaces.transformation;

import java.util.List;
import java.util.Optional;
import org.epnas.kernel.architecture.Architecture;
import org.epnas.kernel.search.Choice;
import org.epnas.kernel.search.Token;
import org.epnas.kernel.search.TransformationTree;

/** A tree given by the root of its decisions. */
public final class DecisionTree implements TransformationTree {
  private final List<Token> tokens;
  private final Decision root;

  public DecisionTree(List<Token> tokens, Decision root) {
    this.tokens = List.copyOf(tokens);
    this.root = root;
  }

  @Override
  public List<Token> tokens() {
    return tokens;
  }

  @Override
  public Optional<Choice> next(List<Integer> chosen) {
    return switch (walk(chosen)) {
      case Question question -> Optional.of(question.choice());
      case Action _ -> Optional.empty();
    };
  }

  @Override
  public Architecture apply(List<Integer> action) {
    return switch (walk(action)) {
      case Question question ->
          throw new IllegalArgumentException(
              "Action %s is incomplete. Add one of the values %s."
                  .formatted(action, question.choice().valid()));
      case Action complete -> complete.result().get();
    };
  }

  private Decision walk(List<Integer> chosen) {
    Decision decision = root;
    for (int value : chosen) {
      decision =
          switch (decision) {
            case Question question -> question.answer(value);
            case Action _ ->
                throw new IllegalArgumentException(
                    "Action %s goes on after it is complete. Leave out its last values."
                        .formatted(chosen));
          };
    }
    return decision;
  }
}
