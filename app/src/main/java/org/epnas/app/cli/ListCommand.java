package org.epnas.app.cli;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;
import org.epnas.app.config.DeviceRequest;
import org.epnas.app.json.Json;
import org.epnas.app.wiring.EpnasComponent;
import org.epnas.training.backend.Precision;
import org.epnas.training.data.DataCatalog;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code epnas list}: everything that can be named on the command line. */
@Command(
    name = "list",
    mixinStandardHelpOptions = true,
    description =
        "List the search spaces, strategies, baseline networks, constraints, penalties and data sets that"
            + " the command line can name.")
final class ListCommand implements Runnable {
  @Option(names = "--json", description = "Print JSON.")
  boolean json;

  @Override
  public void run() {
    Map<String, Map<String, String>> lists = lists();
    if (json) {
      System.out.println(Json.PRETTY.writeValueAsString(lists));
      return;
    }
    lists.forEach((title, entries) -> {
      System.out.println(title);
      entries.forEach((name, text) -> System.out.printf("  %-20s %s%n", name, text));
      System.out.println();
    });
  }

  private static Map<String, Map<String, String>> lists() {
    EpnasComponent component =
        EpnasComponent.create(new DeviceRequest(DeviceRequest.AUTO, Precision.FP32));
    Map<String, Map<String, String>> lists = new LinkedHashMap<>();
    lists.put("data sets", data(component.data()));
    lists.put("search spaces", named(component.searchSpaces()));
    Map<String, String> strategies = new TreeMap<>();
    component
        .strategies()
        .forEach((name, strategy) -> strategies.put(name, strategy.description()));
    lists.put("strategies", strategies);
    Map<String, String> baselines = new TreeMap<>();
    component.baselines().forEach((name, baseline) -> baselines.put(name, baseline.description()));
    lists.put("baseline networks", baselines);
    Map<String, String> resources = new TreeMap<>();
    component
        .resources()
        .byName()
        .forEach((name, resource) -> resources.put(name, resource.descriptor().description()));
    lists.put("constraints", resources);
    lists.put("penalties", named(component.penalties()));
    return lists;
  }

  private static Map<String, String> data(DataCatalog catalog) {
    Map<String, String> data = new LinkedHashMap<>();
    for (DataCatalog.Entry entry : catalog.entries()) {
      data.put(
          entry.name(), entry.description() + (entry.available() ? "" : " (not on this machine)"));
    }
    return data;
  }

  /** Names whose objects have no description of their own. */
  private static Map<String, String> named(Map<String, ?> contributed) {
    Map<String, String> names = new TreeMap<>();
    contributed.keySet().forEach(name -> names.put(name, ""));
    return names;
  }
}
