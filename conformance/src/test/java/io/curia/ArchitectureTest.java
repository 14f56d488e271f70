package io.curia;

import static io.curia.testing.Rooms.onlyKnows;

import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.junit.ArchTests;
import com.tngtech.archunit.lang.ArchRule;
import io.curia.testing.Rooms;

/** The player knows nothing of ours, so that its verdict counts for any server. */
@AnalyzeClasses(packages = "io.curia.conformance", importOptions = DoNotIncludeTests.class)
class ArchitectureTest {
    @ArchTest
    static final ArchTests COMMON = ArchTests.in(Rooms.class);

    @ArchTest
    static final ArchRule thePlayerKnowsNothingOfOurs = onlyKnows("io.curia.conformance");
}
