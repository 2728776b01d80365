package org.epnas.app.message;

import com.sun.source.tree.MethodTree;
import com.sun.source.util.TreeScanner;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Notes at which place methods take the way out that their message ends with. */
final class WayOutParameters extends TreeScanner<@Nullable Void, @Nullable Void> {
  static final String NAME = "wayOut";

  private final String file;
  private final Map<String, Integer> places;

  /**
   * @param file simple name of the source
   * @param places by method, see {@link #key}; is filled
   */
  WayOutParameters(String file, Map<String, Integer> places) {
    this.file = file;
    this.places = places;
  }

  /** Methods of one name in other files are others. */
  static String key(String file, String method, int parameters) {
    return file + "." + method + "/" + parameters;
  }

  @Override
  public @Nullable Void visitMethod(MethodTree method, @Nullable Void ignored) {
    List<String> names =
        method.getParameters().stream().map(parameter -> parameter.getName().toString()).toList();
    if (names.contains(NAME)) {
      places.put(key(file, method.getName().toString(), names.size()), names.indexOf(NAME));
    }
    return super.visitMethod(method, null);
  }
}
