package org.epnas.study.run;

import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.TreeMap;
import org.epnas.kernel.architecture.Architecture;
import org.epnas.kernel.constraint.Constraint;
import org.epnas.kernel.constraint.Usage;
import org.epnas.kernel.cost.Cost;
import org.epnas.kernel.trial.Metric;
import org.epnas.kernel.trial.Outcome;
import org.epnas.kernel.trial.Proposal;
import org.epnas.kernel.trial.Ranking;
import org.epnas.kernel.trial.Trial;
import org.epnas.study.json.Json;
import org.epnas.training.json.StrictJson;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.node.ObjectNode;

/**
 * One line of {@code trials.jsonl}, from which the trial can be read back.
 *
 * @param schema of the line, see {@link #SCHEMA}; 0 for lines of before there were schemas
 * @param kind why it was proposed
 * @param sharing START, TRAIN or EVALUATE with the weights of a super-network; the accuracies of
 *     the last two are those of shared weights and do not compete. Empty for weights of its own.
 * @param share of an epoch that it trains shared weights for, or of the validation images that it
 *     is evaluated on
 * @param parent trial whose weights it inherited
 * @param bytesMoved of a forward pass at fp32
 * @param uses measured use of each constrained resource, by the resource's name
 * @param failure why it gave no metrics
 * @param metrics by name; empty for a failed trial
 */
public record TrialLine(
    int schema,
    int id,
    Proposal.Kind kind,
    Optional<String> sharing,
    OptionalDouble share,
    int episode,
    OptionalInt parent,
    int epochs,
    String hash,
    long parameters,
    long flops,
    long bytesMoved,
    double flopsPerByte,
    Map<String, Double> uses,
    boolean feasible,
    OptionalDouble predictedReward,
    double reward,
    double seconds,
    Optional<Failure> failure,
    Map<String, Double> metrics,
    Architecture architecture) {
  /** What this program writes. It reads older lines, too, and refuses newer ones. */
  static final int SCHEMA = 2;

  /** What {@code INITIAL} was called before schema 2. */
  private static final String EARLIER_INITIAL = "BASELINE";

  /** Those that compete first; then as {@link Ranking} has it. */
  public static final Comparator<TrialLine> BEST_FIRST =
      Comparator.comparing(TrialLine::competes)
          .reversed()
          .thenComparing(TrialLine::unlimited, Ranking.BEST_FIRST);

  /** Reason and message of a failed trial. */
  public record Failure(Outcome.Reason reason, String message) {}

  static TrialLine of(Trial trial) {
    Map<String, Double> uses = new LinkedHashMap<>();
    for (Usage usage : trial.uses()) {
      uses.put(usage.constraint().name(), usage.used());
    }
    Proposal proposal = trial.proposal();
    StoredSharing sharing = StoredSharing.of(proposal.sharing());
    return new TrialLine(
        SCHEMA,
        trial.id(),
        proposal.kind(),
        sharing.kind(),
        sharing.share(),
        proposal.episode(),
        proposal.parentTrialId(),
        proposal.epochs(),
        trial.hash(),
        trial.cost().parameters(),
        trial.cost().flops(),
        trial.cost().bytesMoved(),
        trial.cost().flopsPerByte(),
        uses,
        trial.feasible(),
        proposal.predictedReward(),
        trial.reward(),
        trial.seconds(),
        trial.outcome() instanceof Outcome.Failed failed
            ? Optional.of(new Failure(failed.reason(), failed.message()))
            : Optional.empty(),
        trial.outcome() instanceof Outcome.Completed done ? done.metrics() : Map.of(),
        trial.architecture());
  }

  /**
   * Reads a line of this schema or an older one.
   *
   * @throws MalformedLineException if it is malformed or of a newer schema; the message says what
   *     to do
   */
  public static TrialLine read(String text) throws MalformedLineException {
    try {
      if (!(Json.LINE.readTree(text) instanceof ObjectNode line)) {
        throw new MalformedLineException("it holds no JSON object. Maybe remove the line");
      }
      int schema = line.path("schema").asInt(0);
      if (schema > SCHEMA) {
        throw new MalformedLineException(
            "its schema (%s) is newer than this program's (%s). Maybe read it with a newer EPNAS"
                .formatted(schema, SCHEMA));
      }
      if (schema == 0) {
        line.put("schema", 0);
        line.putNull("share");
        line.put("bytesMoved", Math.round(line.path("flops").asDouble() / perByte(line)));
      }
      if (line.path("kind").asString("").equals(EARLIER_INITIAL)) {
        line.put("kind", Proposal.Kind.INITIAL.name());
      }
      TrialLine trial = Json.LINE.treeToValue(line, TrialLine.class);
      // What cannot be a trial, for example for lack of an accuracy, is found here.
      var _ = trial.unlimited();
      return trial;
    } catch (JacksonException e) {
      throw new MalformedLineException(StrictJson.explain(e) + ". Maybe remove the line", e);
    } catch (IllegalArgumentException e) {
      throw new MalformedLineException(e.getMessage() + " Maybe remove the line", e);
    }
  }

  private static double perByte(ObjectNode line) {
    return Math.max(Double.MIN_NORMAL, line.path("flopsPerByte").asDouble(1));
  }

  /**
   * The trial as it was.
   *
   * @param constraints of its search
   * @throws IllegalArgumentException if the line has no value of one of them, though it was
   *     measured
   */
  Trial trial(List<Constraint> constraints) {
    return new Trial(
        id,
        new Proposal(
            architecture,
            epochs,
            parent,
            kind,
            episode,
            predictedReward,
            new StoredSharing(sharing, share).sharing(id)),
        hash,
        new Cost(parameters, flops, bytesMoved),
        usages(constraints),
        outcome(),
        reward,
        seconds);
  }

  /** Without what the order does not look at, so that lines of old schemas do, too. */
  private Trial unlimited() {
    return new Trial(
        id,
        new Proposal(architecture, epochs, parent, kind, episode, predictedReward),
        hash,
        new Cost(parameters, flops, bytesMoved),
        List.of(),
        outcome(),
        reward,
        seconds);
  }

  /** Whether the end of the search ended it, and not itself. */
  boolean cutOff() {
    return failure.map(Failure::reason).filter(Outcome.Reason.CANCELLED::equals).isPresent();
  }

  private Outcome outcome() {
    return failure
        .<Outcome>map(failed -> new Outcome.Failed(failed.reason(), failed.message()))
        .orElseGet(() -> new Outcome.Completed(new TreeMap<>(metrics)));
  }

  private List<Usage> usages(List<Constraint> constraints) {
    if (uses.isEmpty()) {
      return List.of();
    }
    return constraints.stream().map(this::usage).toList();
  }

  private Usage usage(Constraint constraint) {
    Double used = uses.get(constraint.name());
    if (used == null) {
      throw new IllegalArgumentException(
          "Trial (%s) has no value of resource (%s), only of %s. Maybe give the limits of its search."
              .formatted(id, constraint.name(), uses.keySet()));
    }
    return new Usage(constraint, used);
  }

  /**
   * What is to be said of a first epoch whose loss is above that of guessing; empty where it is
   * not.
   */
  public Optional<String> firstEpochWarning() {
    Double loss = metrics.get(Metric.FIRST_EPOCH_LOSS);
    double guessing = FirstEpochs.guessing(architecture);
    return loss == null || loss <= guessing
        ? Optional.empty()
        : Optional.of(
            String.format(
                Locale.ROOT,
                "loss of its first epoch (%.4g) above that of guessing (%.3f)",
                loss,
                guessing));
  }

  /** Whether it may be the best of a run, see {@link Trial#competes}. */
  public boolean competes() {
    return feasible && sharing.filter(kind -> !kind.equals("START")).isEmpty();
  }
}
