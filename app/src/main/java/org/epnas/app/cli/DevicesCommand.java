package org.epnas.app.cli;

import java.util.List;
import org.epnas.study.json.Json;
import org.epnas.study.wiring.EpnasComponent;
import org.epnas.training.backend.BackendDevice;
import org.epnas.training.backend.Device;
import org.epnas.training.backend.Precision;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code epnas devices}: where networks can be trained on this machine. */
@Command(
    name = "devices",
    mixinStandardHelpOptions = true,
    description =
        "List the devices of this machine that networks can be trained on, the preferred one first.")
final class DevicesCommand implements Runnable {
  @Option(names = "--json", description = "Print JSON.")
  boolean json;

  @Override
  public void run() {
    List<Row> rows;
    try (EpnasComponent component = EpnasComponent.create()) {
      rows = component.backends().devices().stream().map(Row::of).toList();
    }
    if (json) {
      System.out.println(Json.PRETTY.writeValueAsString(rows));
      return;
    }
    Table table = new Table("device", "backend", "precisions", "threads", "description");
    rows.forEach(row ->
        table.row(
            row.id(),
            row.backend(),
            String.join(" ", row.precisions()),
            row.threads(),
            row.description()));
    System.out.print(table);
  }

  private record Row(
      String id, String backend, List<String> precisions, int threads, String description) {
    static Row of(BackendDevice selected) {
      Device device = selected.device();
      return new Row(
          device.id(),
          selected.backend().name(),
          device.precisions().stream().sorted().map(Precision::toString).toList(),
          device.threads(),
          device.description());
    }
  }
}
