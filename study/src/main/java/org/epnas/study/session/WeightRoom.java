package org.epnas.study.session;

import java.nio.file.Files;
import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import org.epnas.kernel.trial.Trial;
import org.epnas.study.run.Choice;
import org.epnas.study.run.ResultFiles;
import org.epnas.training.weights.CheckpointStore;
import org.epnas.training.weights.FolderWeightStore;

/**
 * What no result is made of: the weights of all trials but the chosen ones, the lowest reward
 * first, from which a later process may inherit, then the checkpoints of trials that were cut off.
 */
final class WeightRoom implements ResultFiles.Room {
  private final Queue<Part> parts = new ArrayDeque<>();

  private record Part(String what, Runnable removal) {}

  WeightRoom(
      FolderWeightStore weights, CheckpointStore checkpoints, List<Trial> trials, Choice choice) {
    trials.stream()
        .filter(trial -> !isChosen(trial, choice))
        .filter(trial -> Files.exists(weights.file(trial.id())))
        .sorted(Comparator.comparingDouble(Trial::reward).thenComparingInt(Trial::id))
        .forEach(trial ->
            parts.add(
                new Part(
                    "weights of trial %s".formatted(trial.id()),
                    () -> weights.drop(Set.of(trial.id())))));
    trials.stream()
        .filter(trial -> checkpoints.get(trial.id()).isPresent())
        .forEach(trial ->
            parts.add(
                new Part(
                    "checkpoint of trial %s".formatted(trial.id()),
                    () -> checkpoints.remove(trial.id()))));
  }

  private static boolean isChosen(Trial trial, Choice choice) {
    return choice.best().stream().anyMatch(one -> one.trial().id() == trial.id())
        || choice.longTraining().stream().anyMatch(one -> one.trial().id() == trial.id());
  }

  @Override
  public Optional<String> make() {
    Optional<Part> next = Optional.ofNullable(parts.poll());
    next.ifPresent(part -> part.removal().run());
    return next.map(Part::what);
  }
}
