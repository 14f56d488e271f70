package io.curia;

import static io.curia.testing.Rooms.onlyKnows;

import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.junit.ArchTests;
import com.tngtech.archunit.lang.ArchRule;
import io.curia.testing.Rooms;

/** What commands have in common knows no command, and none knows how servers replicate. */
@AnalyzeClasses(packages = "io.curia.cli", importOptions = DoNotIncludeTests.class)
class ArchitectureTest {
    @ArchTest
    static final ArchTests COMMON = ArchTests.in(Rooms.class);

    @ArchTest
    static final ArchRule commonPartsKnowNoCommand = onlyKnows("io.curia.cli.command", "io.curia.client..");

    @ArchTest
    static final ArchRule commandsKnowArchivesAndStateMachine = onlyKnows(
            "io.curia.cli.snapshot",
            "io.curia.cli.command",
            "io.curia.client..",
            "io.curia.snapshotagent..",
            "io.curia.snapshot",
            "io.curia.codec",
            "io.curia.model",
            "io.curia.fsm..");

    @ArchTest
    static final ArchRule commandsAboutLogsKnowFilesAndTypesOfEntries = onlyKnows(
            "io.curia.cli.log",
            "io.curia.cli.command",
            "io.curia.raft.storage..",
            "io.curia.raft.offline..",
            "io.curia.fsm");

    @ArchTest
    static final ArchRule recoveryKnowsLogs = onlyKnows(
            "io.curia.cli.recover",
            "io.curia.cli.command",
            "io.curia.cli.log",
            "io.curia.client..",
            "io.curia.raft.offline..",
            "io.curia.raft.storage");
}
