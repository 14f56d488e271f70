package io.curia;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static io.curia.testing.Rooms.onlyKnows;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.junit.ArchTests;
import com.tngtech.archunit.lang.ArchRule;
import io.curia.fsm.CommandFamily;
import io.curia.fsm.standard.StandardFsm;
import io.curia.testing.Rooms;
import jakarta.enterprise.context.ApplicationScoped;

/** The direction of dependencies: fsm to state to memdb, and codec and model beside them. */
@AnalyzeClasses(packages = "io.curia", importOptions = DoNotIncludeTests.class)
class ArchitectureTest {
    @ArchTest
    static final ArchTests COMMON = ArchTests.in(Rooms.class);

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
    static final ArchRule familiesAreBeans =
            classes().that().implement(CommandFamily.class).should().beAnnotatedWith(ApplicationScoped.class);

    @ArchTest
    static void everyFamilyIsPartOfTheStandardMachine(JavaClasses classes) {
        assertThat(classes.stream()
                        .filter(each -> each.isAssignableTo(CommandFamily.class) && !each.isInterface())
                        .map(JavaClass::getName))
                .containsExactlyInAnyOrderElementsOf(StandardFsm.families().stream()
                        .map(family -> family.getClass().getName())
                        .toList());
    }
}
