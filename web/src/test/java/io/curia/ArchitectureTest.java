package io.curia;

import static io.curia.testing.Rooms.onlyKnows;

import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.junit.ArchTests;
import com.tngtech.archunit.lang.ArchRule;
import io.curia.testing.Rooms;

/** The port knows connections, not the API; and what faces HTTP knows no tables, no log and no server. */
@AnalyzeClasses(packages = "io.curia.web", importOptions = DoNotIncludeTests.class)
class ArchitectureTest {
    @ArchTest
    static final ArchTests COMMON = ArchTests.in(Rooms.class);

    @ArchTest
    static final ArchRule portKnowsNothingOfOurs = onlyKnows("io.curia.web.port");

    @ArchTest
    static final ArchRule webKnowsServicesOnly = onlyKnows(
            "io.curia.web",
            "io.curia.web.port",
            "io.curia.service..",
            "io.curia.http..",
            "io.curia.query",
            "io.curia.cluster",
            "io.curia.agent",
            "io.curia.server.config",
            "io.curia.text");
}
