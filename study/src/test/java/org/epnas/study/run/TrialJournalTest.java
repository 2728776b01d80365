package org.epnas.study.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.epnas.kernel.constraint.Constraint;
import org.epnas.kernel.search.TrialStore;
import org.epnas.kernel.trial.Proposal.Kind;
import org.epnas.kernel.trial.Trial;
import org.epnas.testkit.TrialStoreContract;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the journal holds is asked of its file, never of memory. */
class TrialJournalTest extends TrialStoreContract {
  @TempDir Path temporary;

  @Override
  protected TrialStore create(List<Constraint> constraints) {
    Path file = temporary.resolve("trials.jsonl");
    try {
      return new ReadBack(file, new TrialJournal(file), constraints);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private record ReadBack(Path file, TrialJournal journal, List<Constraint> constraints)
      implements TrialStore {
    @Override
    public void append(Trial trial) {
      journal.append(trial);
    }

    @Override
    public List<Trial> trials() {
      try {
        return TrialJournal.trials(file, constraints);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }

  @Test
  void aLineOfBeforeThereWereSchemasIsRead() throws IOException {
    Path file = temporary.resolve("old.jsonl");
    Files.writeString(
        file,
        """
        {"id":0,"kind":"BASELINE","sharing":null,"episode":0,"parent":null,"epochs":1,"hash":"ab",\
        "parameters":60,"flops":800,"flopsPerByte":2.0,"uses":{},"feasible":true,\
        "predictedReward":null,"reward":0.5,"seconds":1.5,"failure":null,\
        "metrics":{"validationAccuracy":0.5},"architecture":{"input":{"channels":1,"height":4,"width":4},\
        "classes":2,"layers":[{"name":"pool","operation":{"type":"GlobalPooling"},"inputs":["input"]},\
        {"name":"classifier","operation":{"type":"Dense","units":2},"inputs":["pool"]}],"encoding":""}}
        """);

    Trial trial = TrialJournal.trials(file, List.of()).getFirst();

    // 800 FLOPs at 2 FLOPs a byte.
    assertThat(trial.cost().bytesMoved()).isEqualTo(400);
    assertThat(trial.architecture().layers()).hasSize(2);
    assertThat(trial.proposal().kind()).as("BASELINE of before").isEqualTo(Kind.INITIAL);
  }

  @Test
  void aNewerLineIsRefusedWithTheWayOut() throws IOException {
    Path file = temporary.resolve("new.jsonl");
    Files.writeString(file, "{\"schema\":99}\n{\"schema\":99}\n");

    assertThatThrownBy(() -> TrialJournal.read(file))
        .hasMessageEndingWith(
            "is malformed: its schema (99) is newer than this program's (2). Maybe read it with a newer EPNAS");
  }
}
