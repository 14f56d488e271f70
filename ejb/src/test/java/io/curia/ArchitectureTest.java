package io.curia;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static io.curia.testing.Rooms.onlyKnows;

import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.junit.ArchTests;
import com.tngtech.archunit.lang.ArchRule;
import io.curia.testing.Rooms;
import java.util.stream.Stream;

/** The direction of dependencies: groups of endpoints to query to http to text, and nobody back. */
@AnalyzeClasses(
        packages = {
            "io.curia.agent",
            "io.curia.archives",
            "io.curia.autopilot",
            "io.curia.batch",
            "io.curia.cluster",
            "io.curia.comparison",
            "io.curia.files",
            "io.curia.filter",
            "io.curia.http",
            "io.curia.query",
            "io.curia.refusal",
            "io.curia.rpc.server",
            "io.curia.rtt",
            "io.curia.server",
            "io.curia.service",
            "io.curia.text"
        },
        importOptions = DoNotIncludeTests.class)
class ArchitectureTest {
    @ArchTest
    static final ArchTests COMMON = ArchTests.in(Rooms.class);

    /** What holds the state and replicates it, on which everything here stands. */
    private static final String[] GROUND = {
        "io.curia.model..",
        "io.curia.codec..",
        "io.curia.json..",
        "io.curia.memdb..",
        "io.curia.state..",
        "io.curia.fsm..",
        "io.curia.raft",
        "io.curia.raft.api..",
        "io.curia.snapshot..",
        "io.curia.refusal"
    };

    @ArchTest
    static final ArchRule filesKnowNothingOfOurs = onlyKnows("io.curia.files");

    @ArchTest
    static final ArchRule textKnowsNothingOfOurs = onlyKnows("io.curia.text");

    @ArchTest
    static final ArchRule refusalsKnowNothingOfOurs = onlyKnows("io.curia.refusal");

    @ArchTest
    static final ArchRule jsonKnowsTextAndTheModel =
            onlyKnows("io.curia.http.json", "io.curia.text", "io.curia.json..", "io.curia.model..");

    @ArchTest
    static final ArchRule autopilotKnowsItsConfigurationOnly = onlyKnows("io.curia.autopilot", "io.curia.model");

    @ArchTest
    static final ArchRule comparisonKnowsDigestsOnly = onlyKnows("io.curia.comparison", "io.curia.fsm.digest");

    @ArchTest
    static final ArchRule clusterKnowsTheGroundOnly = onlyKnows("io.curia.cluster", GROUND);

    @ArchTest
    static final ArchRule httpKnowsNoEndpoints = onlyKnows(
            "io.curia.http", and("io.curia.http.json", "io.curia.text", "io.curia.cluster", "io.curia.archives"));

    @ArchTest
    static final ArchRule archivesKnowNoRequests = onlyKnows("io.curia.archives", and("io.curia.cluster"));

    @ArchTest
    static final ArchRule otherWaysInKnowNoHttp = noClasses()
            .that()
            .resideInAnyPackage("io.curia.batch", "io.curia.rpc.server")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("io.curia.http..", "io.curia.service..");

    @ArchTest
    static final ArchRule queryKnowsNoEndpoints =
            onlyKnows("io.curia.query", and("io.curia.http..", "io.curia.text", "io.curia.cluster"));

    @ArchTest
    static final ArchRule rowsKnowNoRequests = onlyKnows(
            "io.curia.service.rows",
            "io.curia.http.json",
            "io.curia.text",
            "io.curia.cluster",
            "io.curia.filter",
            "io.curia.model..");

    @ArchTest
    static final ArchRule servicesKnowNoServerAndNoOtherWayIn = noClasses()
            .that()
            .resideInAnyPackage("io.curia.service..", "io.curia.query", "io.curia.http..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("io.curia.server..", "io.curia.batch..", "io.curia.rpc..", "io.curia.rtt..");

    /** The whole engine is for whoever starts and stops it; all others ask for the part they need. */
    @ArchTest
    static final ArchRule theServerAloneHoldsTheEngine = noClasses()
            .that()
            .resideOutsideOfPackage("io.curia.server")
            .should()
            .dependOnClassesThat()
            .haveFullyQualifiedName("io.curia.raft.api.RaftEngine");

    @ArchTest
    static final ArchRule whatARefusalMeansToClientsIsDecidedInOnePlace = noClasses()
            .that()
            .resideOutsideOfPackage("io.curia.refusal")
            .and()
            .doNotHaveFullyQualifiedName("io.curia.http.Failures")
            .and()
            .doNotHaveFullyQualifiedName("io.curia.http.Failures$1")
            .should()
            .dependOnClassesThat()
            .haveFullyQualifiedName("io.curia.refusal.Refusal$Kind");

    /** What a group does, and its rules, are good for any way in. */
    @ArchTest
    static final ArchRule rulesAndWritesKnowNoRequestsAndNoAnswers = noClasses()
            .that()
            .resideInAPackage("io.curia.service..")
            .and()
            .haveNameMatching(".*(Rules|Writes|Ids|Registrations|Defaults)")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("io.curia.http..");

    private static String[] and(String... besides) {
        return Stream.concat(Stream.of(GROUND), Stream.of(besides)).toArray(String[]::new);
    }
}
