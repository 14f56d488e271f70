package io.curia;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.assignableTo;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideOutsideOfPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideOutsideOfPackages;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import io.curia.fsm.CommandHandler;
import io.curia.fsm.SnapshotRecords;
import io.curia.fsm.standard.StandardFsm;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;

/** The direction of dependencies: fsm to state to memdb, and codec and model beside them. */
@AnalyzeClasses(packages = "io.curia", importOptions = DoNotIncludeTests.class)
class ArchitectureTest {
    private static final String OURS = "io.curia..";

    @ArchTest
    static final ArchRule memdbKnowsNothingOfOurs = onlyKnows("io.curia.memdb..");

    @ArchTest
    static final ArchRule modelKnowsNothingOfOurs = onlyKnows("io.curia.model..");

    @ArchTest
    static final ArchRule codecKnowsTheModel = onlyKnows("io.curia.codec..", "io.curia.model..");

    @ArchTest
    static final ArchRule stateKnowsMemdbAndModel =
            onlyKnows("io.curia.state..", "io.curia.memdb..", "io.curia.model..");

    @ArchTest
    static final ArchRule jsonKnowsTheModel = onlyKnows("io.curia.json..", "io.curia.model..");

    @ArchTest
    static final ArchRule snapshotKnowsJson = onlyKnows("io.curia.snapshot..", "io.curia.json..");

    @ArchTest
    static final ArchRule fsmKnowsStateCodecAndSnapshot = onlyKnows(
            "io.curia.fsm..",
            "io.curia.snapshot..",
            "io.curia.state..",
            "io.curia.codec..",
            "io.curia.memdb..",
            "io.curia.model..");

    @ArchTest
    static final ArchRule packagesHaveNoCycles =
            slices().matching("io.curia.(**)").should().beFreeOfCycles();

    @ArchTest
    static final ArchRule commandsAndRecordsAreBeans = classes()
            .that()
            .doNotHaveModifier(JavaModifier.ABSTRACT)
            .and(assignableTo(CommandHandler.class).or(assignableTo(SnapshotRecords.class)))
            .should()
            .beAnnotatedWith(ApplicationScoped.class);

    @ArchTest
    static void everyCommandAndRecordIsPartOfTheStandardMachine(JavaClasses classes) {
        assertThat(implementations(classes, CommandHandler.class))
                .containsExactlyInAnyOrderElementsOf(names(StandardFsm.handlers()));
        assertThat(implementations(classes, SnapshotRecords.class))
                .containsExactlyInAnyOrderElementsOf(names(StandardFsm.records()));
    }

    private static List<String> implementations(JavaClasses classes, Class<?> type) {
        return classes.stream()
                .filter(each ->
                        each.isAssignableTo(type) && !each.getModifiers().contains(JavaModifier.ABSTRACT))
                .map(each -> each.getName())
                .toList();
    }

    private static List<String> names(List<?> instances) {
        return instances.stream().map(each -> each.getClass().getName()).toList();
    }

    private static ArchRule onlyKnows(String from, String... besides) {
        return noClasses()
                .that()
                .resideInAPackage(from)
                .should()
                .dependOnClassesThat(
                        resideInAPackage(OURS).and(resideOutsideOfPackage(from)).and(resideOutsideOfPackages(besides)));
    }
}
