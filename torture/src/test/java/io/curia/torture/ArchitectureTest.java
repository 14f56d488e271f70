package io.curia.torture;

import static io.curia.testing.Rooms.onlyKnows;

import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.junit.ArchTests;
import com.tngtech.archunit.lang.ArchRule;
import io.curia.testing.Rooms;

/** Who judges a history knows nothing of how it came about. */
@AnalyzeClasses(packages = "io.curia.torture", importOptions = DoNotIncludeTests.class)
class ArchitectureTest {
    @ArchTest
    static final ArchTests COMMON = ArchTests.in(Rooms.class);

    @ArchTest
    static final ArchRule historyKnowsNothing = onlyKnows("io.curia.torture.history");

    @ArchTest
    static final ArchRule checksKnowHistories = onlyKnows("io.curia.torture.check", "io.curia.torture.history");

    @ArchTest
    static final ArchRule clientsKnowHistories = onlyKnows("io.curia.torture.client", "io.curia.torture.history");
}
