package io.curia;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideOutsideOfPackages;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

/** What the replicated log may know of the state: the machine that its entries are applied to. */
@AnalyzeClasses(packages = "io.curia", importOptions = DoNotIncludeTests.class)
class ArchitectureTest {
    @ArchTest
    static final ArchRule raftKnowsTheStateMachineAlone = noClasses()
            .that()
            .resideInAPackage("io.curia.raft..")
            .should()
            .dependOnClassesThat(
                    resideInAPackage("io.curia..").and(resideOutsideOfPackages("io.curia.raft..", "io.curia.fsm")));

    @ArchTest
    static final ArchRule onlyRaftTouchesHazelcastAndMvStore = noClasses()
            .that(resideInAPackage("io.curia..").and(resideOutsideOfPackages("io.curia.raft..")))
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("com.hazelcast..", "org.h2..");

    @ArchTest
    static final ArchRule packagesHaveNoCycles =
            slices().matching("io.curia.(**)").should().beFreeOfCycles();
}
