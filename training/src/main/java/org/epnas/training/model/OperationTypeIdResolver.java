package org.epnas.training.model;

import com.fasterxml.jackson.annotation.JsonTypeInfo;
import tools.jackson.databind.DatabindContext;
import tools.jackson.databind.JavaType;
import tools.jackson.databind.jsontype.impl.TypeIdResolverBase;

/** Operations by the names of {@link OperationType}. */
final class OperationTypeIdResolver extends TypeIdResolverBase {
  @Override
  public String idFromValue(DatabindContext context, Object value) {
    return OperationType.of(value.getClass()).id();
  }

  @Override
  public String idFromValueAndType(DatabindContext context, Object value, Class<?> type) {
    return OperationType.of(type).id();
  }

  @Override
  public JavaType typeFromId(DatabindContext context, String id) {
    return OperationType.named(id)
        .map(type -> context.constructType(type.type()))
        .orElseThrow(() ->
            new ArchitectureFormatException(
                "Operation (%s) is unknown. Known are %s.".formatted(id, OperationType.ids())));
  }

  @Override
  public String getDescForKnownTypeIds() {
    return OperationType.ids();
  }

  @Override
  public JsonTypeInfo.Id getMechanism() {
    return JsonTypeInfo.Id.CUSTOM;
  }
}
