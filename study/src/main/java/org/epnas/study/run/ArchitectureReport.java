package org.epnas.study.run;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.epnas.kernel.architecture.Architecture;
import org.epnas.kernel.architecture.Layer;
import org.epnas.kernel.architecture.TensorShape;
import org.epnas.kernel.cost.Cost;
import org.epnas.kernel.program.Program;
import org.epnas.study.text.OperationText;

/**
 * An architecture with the cost of each layer, per sample at batch 1.
 *
 * @param parameters trainable parameters
 * @param flops of a forward pass
 * @param bytesMoved at fp32
 */
public record ArchitectureReport(
    String input,
    int classes,
    long parameters,
    long flops,
    long bytesMoved,
    double flopsPerByte,
    String hash,
    List<Row> layers) {
  /**
   * @param operation for people, for example {@code conv 3x3, stride 2, relu}
   * @param output shape of the layer's output, channels x height x width
   */
  public record Row(
      String name,
      String operation,
      List<String> inputs,
      String output,
      long parameters,
      long flops) {}

  public static ArchitectureReport of(Architecture architecture) {
    Program program = Program.of(architecture);
    Map<String, Cost> costs = costs(program);
    Map<String, TensorShape> shapes = architecture.shapes();
    List<Row> rows = new ArrayList<>();
    for (Layer layer : architecture.layers()) {
      Cost cost = costs.getOrDefault(layer.name(), new Cost(0, 0, 0));
      rows.add(
          new Row(
              layer.name(),
              OperationText.of(layer.operation()),
              layer.inputs(),
              String.valueOf(shapes.get(layer.name())),
              cost.parameters(),
              cost.flops()));
    }
    Cost total = Cost.of(program);
    return new ArchitectureReport(
        architecture.input().toString(),
        architecture.classes(),
        total.parameters(),
        total.flops(),
        total.bytesMoved(),
        total.flopsPerByte(),
        architecture.canonicalForm().hash(),
        List.copyOf(rows));
  }

  private static Map<String, Cost> costs(Program program) {
    Map<String, Cost> costs = new HashMap<>();
    for (int i = 0; i < program.ops().size(); i++) {
      String layer = program.origins().get(i);
      costs.merge(layer, Cost.of(program, program.ops().get(i)), Cost::plus);
    }
    return costs;
  }
}
