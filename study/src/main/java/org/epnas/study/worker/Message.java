package org.epnas.study.worker;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import java.util.Map;
import java.util.Optional;
import org.epnas.kernel.trial.Outcome;

/** What a search and a worker's process say to each other; one frame each, as JSON. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "type")
@JsonSubTypes({
  @JsonSubTypes.Type(value = WorkerSetup.class, name = "setup"),
  @JsonSubTypes.Type(value = TrialTask.class, name = "trial"),
  @JsonSubTypes.Type(value = Message.Stop.class, name = "stop"),
  @JsonSubTypes.Type(value = Message.Ready.class, name = "ready"),
  @JsonSubTypes.Type(value = Message.Refused.class, name = "refused"),
  @JsonSubTypes.Type(value = Message.Alive.class, name = "alive"),
  @JsonSubTypes.Type(value = Message.Epoch.class, name = "epoch"),
  @JsonSubTypes.Type(value = Message.Done.class, name = "done")
})
sealed interface Message
    permits WorkerSetup,
        TrialTask,
        Message.Stop,
        Message.Ready,
        Message.Refused,
        Message.Alive,
        Message.Epoch,
        Message.Done {
  /** To the worker: this trial must end. */
  record Stop(int trialId, Outcome.Reason reason) implements Message {}

  /** From the worker: it can train. */
  record Ready() implements Message {}

  /** From the worker: it can train nothing. */
  record Refused(String message) implements Message {}

  /** From the worker: the trial still does something. */
  record Alive() implements Message {}

  /** From the worker: an epoch has ended, see {@link org.epnas.kernel.search.SearchEvent}. */
  record Epoch(int trialId, int epoch, int epochs, double loss, double accuracy, double seconds)
      implements Message {}

  /**
   * From the worker: the trial has ended.
   *
   * @param failure why it gave no metrics
   * @param metrics by name; empty for a failed trial
   */
  record Done(int trialId, Optional<Failure> failure, Map<String, Double> metrics)
      implements Message {
    /** Takes a copy of the metrics. */
    public Done {
      metrics = Map.copyOf(metrics);
    }
  }

  /** Reason and message of a failed trial. */
  record Failure(Outcome.Reason reason, String message) {}
}
