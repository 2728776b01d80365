package org.epnas.app;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The arrows between modules point down, and no package depends on itself in a circle. */
class ModuleArrowsTest {
  private static final JavaClasses CLASSES =
      new ClassFileImporter()
          .withImportOption(new ImportOption.DoNotIncludeTests())
          // The simulated CUDA device comes as a test jar.
          .withImportOption(location -> !location.contains("-tests.jar"))
          .importPackages("org.epnas");

  @Test
  void everyModuleIsSeen() {
    for (String module :
        List.of(
            "simd",
            "kernel",
            "policy",
            "searchspaces",
            "tabular",
            "training",
            "nativecpu",
            "nativecuda",
            "study",
            "store",
            "compare",
            "testkit",
            "app")) {
      assertThat(
              CLASSES.stream().anyMatch(c -> c.getPackageName().startsWith("org.epnas." + module)))
          .as(module)
          .isTrue();
    }
  }

  @Test
  void modulesDependDownwardsOnly() {
    layeredArchitecture()
        .consideringOnlyDependenciesInAnyPackage("org.epnas..")
        .layer("simd")
        .definedBy("org.epnas.simd..")
        .layer("kernel")
        .definedBy("org.epnas.kernel..")
        .layer("policy")
        .definedBy("org.epnas.policy..")
        .layer("search-spaces")
        .definedBy("org.epnas.searchspaces..")
        .layer("tabular")
        .definedBy("org.epnas.tabular..")
        .layer("training")
        .definedBy("org.epnas.training..")
        .layer("native-cpu")
        .definedBy("org.epnas.nativecpu..")
        .layer("native-cuda")
        .definedBy("org.epnas.nativecuda..")
        .layer("study")
        .definedBy("org.epnas.study..")
        .layer("store")
        .definedBy("org.epnas.store..")
        .layer("compare")
        .definedBy("org.epnas.compare..")
        .layer("testkit")
        .definedBy("org.epnas.testkit..")
        .layer("app")
        .definedBy("org.epnas.app..")
        .whereLayer("app")
        .mayNotBeAccessedByAnyLayer()
        .whereLayer("compare")
        .mayOnlyBeAccessedByLayers("app")
        .whereLayer("study")
        .mayOnlyBeAccessedByLayers("store", "compare", "app")
        .whereLayer("store")
        .mayNotBeAccessedByAnyLayer()
        .whereLayer("testkit")
        .mayNotBeAccessedByAnyLayer()
        .whereLayer("native-cpu")
        .mayOnlyBeAccessedByLayers("study", "app")
        .whereLayer("native-cuda")
        .mayOnlyBeAccessedByLayers("study", "app")
        .whereLayer("training")
        .mayOnlyBeAccessedByLayers(
            "native-cpu", "native-cuda", "testkit", "study", "store", "compare", "app")
        .whereLayer("tabular")
        .mayOnlyBeAccessedByLayers("study", "compare", "app")
        .whereLayer("search-spaces")
        .mayOnlyBeAccessedByLayers("tabular", "study", "compare", "app")
        .whereLayer("policy")
        .mayOnlyBeAccessedByLayers("study", "compare", "app")
        .whereLayer("simd")
        .mayOnlyBeAccessedByLayers("policy", "native-cpu", "study", "app")
        .check(CLASSES);
  }

  @Test
  void packagesAreFreeOfCycles() {
    slices().matching("org.epnas.(**)").should().beFreeOfCycles().check(CLASSES);
  }

  @Test
  void theKernelKnowsNoFrameworkJsonOrNativeCode() {
    noClasses()
        .that()
        .resideInAPackage("org.epnas.kernel..")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(
            "dagger..",
            "jakarta.inject..",
            "javax.inject..",
            "tools.jackson..",
            "com.fasterxml..",
            "org.bytedeco..",
            "java.lang.foreign..",
            "jdk.incubator..")
        .check(CLASSES);
  }
}
