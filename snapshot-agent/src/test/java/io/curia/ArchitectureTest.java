package io.curia;

import static io.curia.testing.Rooms.onlyKnows;

import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.junit.ArchTests;
import com.tngtech.archunit.lang.ArchRule;
import io.curia.testing.Rooms;

/** The loop knows its parts, and the parts only what they are told. */
@AnalyzeClasses(packages = "io.curia.snapshotagent", importOptions = DoNotIncludeTests.class)
class ArchitectureTest {
    @ArchTest
    static final ArchTests COMMON = ArchTests.in(Rooms.class);

    @ArchTest
    static final ArchRule theAgentKnowsNoServerFromInside = onlyKnows(
            "io.curia.snapshotagent..", "io.curia.client..", "io.curia.snapshot", "io.curia.codec", "io.curia.fsm");

    @ArchTest
    static final ArchRule configKnowsTheClientOnly = onlyKnows("io.curia.snapshotagent.config", "io.curia.client..");

    @ArchTest
    static final ArchRule clusterKnowsWhatItIsTold =
            onlyKnows("io.curia.snapshotagent.cluster", "io.curia.snapshotagent.config", "io.curia.client..");

    @ArchTest
    static final ArchRule storageKnowsWhatItIsTold =
            onlyKnows("io.curia.snapshotagent.storage", "io.curia.snapshotagent.config", "io.curia.client");
}
