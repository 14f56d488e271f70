package io.curia;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideOutsideOfPackages;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static io.curia.testing.Rooms.onlyKnows;

import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.junit.ArchTests;
import com.tngtech.archunit.lang.ArchRule;
import io.curia.testing.Rooms;

/** What the replicated log may know of the state, and its rooms of each other. */
@AnalyzeClasses(packages = "io.curia", importOptions = DoNotIncludeTests.class)
class ArchitectureTest {
    @ArchTest
    static final ArchTests COMMON = ArchTests.in(Rooms.class);

    @ArchTest
    static final ArchRule raftKnowsTheStateMachineAlone = noClasses()
            .that()
            .resideInAPackage("io.curia.raft..")
            .should()
            .dependOnClassesThat(
                    resideInAPackage("io.curia..").and(resideOutsideOfPackages("io.curia.raft..", "io.curia.fsm")));

    @ArchTest
    static final ArchRule theInterfacesOfRaftNameNoEngine = onlyKnows("io.curia.raft.api..", "io.curia.fsm");

    @ArchTest
    static final ArchRule admissionKnowsTheStateMachine =
            onlyKnows("io.curia.raft.admission..", "io.curia.raft.api..", "io.curia.fsm");
}
