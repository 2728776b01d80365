package org.epnas.searchspaces.transnas;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.function.IntFunction;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.epnas.kernel.architecture.Architecture;
import org.epnas.searchspaces.transformation.Action;
import org.epnas.searchspaces.transformation.Choices;
import org.epnas.searchspaces.transformation.Decision;

/** The choices of the space: one module changed, put in or taken out, or all from nothing. */
final class MacroChanges {
  /** What to do: change, put in, take out; in a generation how many modules. */
  static final int KIND = 0;

  static final int KINDS = 3;

  /** What a module does. */
  static final int MODULE = 1;

  private final Function<MacroCode, Architecture> network;

  MacroChanges(Function<MacroCode, Architecture> network) {
    this.network = network;
  }

  Decision change(MacroCode code) {
    int size = code.modules().size();
    return Choices.among(
        KIND,
        List.of(
            choices(size, place -> kinds(module -> changed(code, place, module))),
            choices(
                size < MacroCode.MOST ? size : 0,
                place -> kinds(module -> code.withInserted(place, module))),
            choices(size > MacroCode.LEAST ? size : 0, place -> List.of(code.without(place)))));
  }

  /** The same skeleton again is no change; it counts as an invalid one. */
  private static MacroCode changed(MacroCode code, int place, int module) {
    boolean same = code.modules().get(place) == module;
    return same ? new MacroCode(List.of(), List.of()) : code.with(place, module);
  }

  private static List<MacroCode> kinds(IntFunction<MacroCode> of) {
    return IntStream.rangeClosed(1, MacroCode.KINDS).mapToObj(of).toList();
  }

  /**
   * @param places that can be pointed at
   * @param results of a place, by the value that is chosen then
   */
  private Choices choices(int places, IntFunction<List<MacroCode>> results) {
    List<List<MacroCode>> all = IntStream.range(0, places).mapToObj(results).toList();
    return new Choices() {
      @Override
      public boolean any() {
        return all.stream().flatMap(List::stream).anyMatch(MacroCode::valid);
      }

      @Override
      public Decision decide() {
        return Decision.point(
            places,
            place -> all.get(place).stream().anyMatch(MacroCode::valid),
            place -> module(all.get(place)));
      }
    };
  }

  private Decision module(List<MacroCode> results) {
    return Decision.ask(
        MODULE,
        results.size(),
        value -> results.get(value).valid(),
        value -> action(() -> network.apply(results.get(value))));
  }

  private static Decision action(Supplier<Architecture> result) {
    return new Action(result);
  }

  Decision generate() {
    return Decision.ask(
        KIND, KINDS, _ -> true, value -> generate(List.of(), MacroCode.LEAST + value));
  }

  private Decision generate(List<Integer> chosen, int size) {
    if (chosen.size() == size) {
      List<Integer> names = IntStream.rangeClosed(1, size).boxed().toList();
      return action(() -> network.apply(new MacroCode(chosen, names)));
    }
    int open = size - chosen.size() - 1;
    return Decision.ask(
        MODULE,
        MacroCode.KINDS,
        value -> MacroCode.completable(followedBy(chosen, value + 1), open),
        value -> generate(followedBy(chosen, value + 1), size));
  }

  private static List<Integer> followedBy(List<Integer> chosen, int next) {
    List<Integer> longer = new ArrayList<>(chosen);
    longer.add(next);
    return longer;
  }
}
