package io.curia;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideOutsideOfPackages;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.junit.ArchTests;
import com.tngtech.archunit.lang.ArchRule;
import io.curia.testing.Rooms;

/** What the replicated log may know of the state: the machine that its entries are applied to. */
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
}
