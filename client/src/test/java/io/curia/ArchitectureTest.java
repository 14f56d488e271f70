package io.curia;

import static io.curia.testing.Rooms.onlyKnows;

import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.junit.ArchTests;
import com.tngtech.archunit.lang.ArchRule;
import io.curia.testing.Rooms;

/** The client needs the JDK only, and its TLS knows no requests. */
@AnalyzeClasses(packages = "io.curia.client", importOptions = DoNotIncludeTests.class)
class ArchitectureTest {
    @ArchTest
    static final ArchTests COMMON = ArchTests.in(Rooms.class);

    @ArchTest
    static final ArchRule clientKnowsNothingOfOurs = onlyKnows("io.curia.client..");

    @ArchTest
    static final ArchRule tlsKnowsNoRequests = onlyKnows("io.curia.client.tls");
}
