package org.epnas.app.cli;

import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.epnas.kernel.constraint.Resource;
import org.epnas.study.json.Json;
import org.epnas.study.plugin.Origin;
import org.epnas.study.plugin.PluginKind;
import org.epnas.study.plugin.Registry;
import org.epnas.study.plugin.RegistryEntry;
import org.epnas.study.wiring.EpnasComponent;
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
  private static final String FAULTY = "plug-ins that cannot be used";

  private static final Map<PluginKind, String> TITLES =
      new EnumMap<>(
          Map.of(
              PluginKind.SPACE, "search spaces",
              PluginKind.STRATEGY, "strategies",
              PluginKind.RESOURCE, "constraints",
              PluginKind.PENALTY, "penalties",
              PluginKind.BACKEND, "backends",
              PluginKind.STORE, "trial stores",
              PluginKind.LISTENER, "listeners"));

  @Option(names = "--json", description = "Print JSON.")
  boolean json;

  @Override
  public void run() {
    try (EpnasComponent component = EpnasComponent.create()) {
      print(component);
    }
  }

  private void print(EpnasComponent component) {
    Registry registry = component.registry();
    if (json) {
      System.out.println(Json.PRETTY.writeValueAsString(lists(component)));
      return;
    }
    Map<String, Map<String, Map<String, String>>> lists = lists(component);
    // Faults are messages, which stay one line each.
    lists.remove(FAULTY);
    lists.forEach((title, entries) -> {
      System.out.println(title);
      entries.forEach((name, facts) ->
          System.out.print(TextWidth.wrapped("  %-20s ".formatted(name), line(facts))));
      System.out.println();
    });
    if (!registry.faults().isEmpty()) {
      System.out.println(FAULTY);
      registry.faults().forEach(fault -> System.out.printf("  %s%n", fault));
    }
  }

  /** Built in is what a person expects, so that only another origin is said. */
  private static String line(Map<String, String> facts) {
    String form = facts.containsKey("operator") ? form(facts) : "";
    String origin = String.valueOf(facts.get("origin"));
    return facts.get("description")
        + form
        + (origin.equals(Origin.BUILT_IN.toString()) ? "" : " [from " + origin + "]");
  }

  private static String form(Map<String, String> facts) {
    String unit = String.valueOf(facts.get("unit"));
    return " (%sLIMIT%s, %s)"
        .formatted(
            facts.get("operator"), unit.isEmpty() ? "" : " in " + unit, facts.get("direction"));
  }

  /** Facts by name, by kind. */
  private static Map<String, Map<String, Map<String, String>>> lists(EpnasComponent component) {
    Registry registry = component.registry();
    Map<String, Map<String, Map<String, String>>> lists = new LinkedHashMap<>();
    lists.put("data sets", data(component.data(), registry));
    TITLES.forEach((kind, title) -> {
      Map<String, Map<String, String>> entries = new LinkedHashMap<>();
      registry.entries(kind).forEach(entry -> entries.put(entry.name(), facts(entry)));
      if (!entries.isEmpty()) {
        lists.put(title, entries);
      }
    });
    Map<String, Map<String, String>> baselines = new TreeMap<>();
    component
        .baselines()
        .forEach(
            (name, network) -> baselines.put(name, facts(network.description(), Origin.BUILT_IN)));
    lists.put("baseline networks", baselines);
    Map<String, Map<String, String>> faults = new LinkedHashMap<>();
    registry
        .faults()
        .forEach(fault ->
            faults.put(
                "%s %s".formatted(fault.jar(), fault.className()).strip(),
                Map.of("description", fault.reason(), "origin", fault.jar())));
    if (!faults.isEmpty()) {
      lists.put(FAULTY, faults);
    }
    return lists;
  }

  private static Map<String, Map<String, String>> data(DataCatalog catalog, Registry registry) {
    Map<String, Map<String, String>> data = new LinkedHashMap<>();
    for (DataCatalog.Entry entry : catalog.entries()) {
      String text = entry.description() + (entry.available() ? "" : " (not on this machine)");
      registry.entries(PluginKind.DATA).stream()
          .filter(known -> known.name().equals(entry.name()))
          .forEach(known -> data.put(entry.name(), facts(text, known.origin())));
    }
    return data;
  }

  private static Map<String, String> facts(RegistryEntry<?> entry) {
    Map<String, String> facts = facts(entry.description(), entry.origin());
    if (entry.plugin() instanceof Resource resource) {
      Resource.Descriptor descriptor = resource.descriptor();
      facts.put("unit", descriptor.unit());
      facts.put("operator", descriptor.direction().operator());
      facts.put(
          "direction", descriptor.direction().name().toLowerCase(Locale.ROOT).replace('_', ' '));
    }
    return facts;
  }

  private static Map<String, String> facts(String description, Origin origin) {
    Map<String, String> facts = new LinkedHashMap<>();
    facts.put("description", description);
    facts.put("origin", origin.toString());
    return facts;
  }
}
