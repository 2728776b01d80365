package org.epnas.app.cli;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import org.epnas.kernel.constraint.ConstraintPenalty;
import org.epnas.kernel.search.SearchSpace;
import org.epnas.searchspaces.baseline.BaselineNetwork;
import org.epnas.study.config.DeviceRequest;
import org.epnas.study.json.Json;
import org.epnas.study.wiring.EpnasComponent;
import org.epnas.study.wiring.StrategyModule;
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
    lists.put(
        "search spaces", described(component.searchSpaces(), SearchSpace.Factory::description));
    lists.put(
        "strategies", described(component.strategies(), StrategyModule.NamedStrategy::description));
    lists.put("baseline networks", described(component.baselines(), BaselineNetwork::description));
    lists.put(
        "constraints",
        described(component.resources().byName(), resource -> resource.descriptor().description()));
    lists.put("penalties", described(component.penalties(), ConstraintPenalty::description));
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

  private static <T> Map<String, String> described(
      Map<String, T> contributed, Function<T, String> description) {
    Map<String, String> descriptions = new TreeMap<>();
    contributed.forEach((name, plugin) -> descriptions.put(name, description.apply(plugin)));
    return descriptions;
  }
}
