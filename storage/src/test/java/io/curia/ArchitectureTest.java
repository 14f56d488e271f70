package io.curia;

import static io.curia.testing.Rooms.onlyKnows;

import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.junit.ArchTests;
import com.tngtech.archunit.lang.ArchRule;
import io.curia.testing.Rooms;

/** Files are bytes to the room of storage; who reads a directory offline knows of the state that it is one. */
@AnalyzeClasses(packages = "io.curia", importOptions = DoNotIncludeTests.class)
class ArchitectureTest {
    @ArchTest
    static final ArchTests COMMON = ArchTests.in(Rooms.class);

    @ArchTest
    static final ArchRule storageKnowsNothingOfOurs = onlyKnows("io.curia.raft.storage..");

    @ArchTest
    static final ArchRule offlineKnowsFilesAndTheStateMachine =
            onlyKnows("io.curia.raft.offline..", "io.curia.raft.storage..", "io.curia.fsm");
}
