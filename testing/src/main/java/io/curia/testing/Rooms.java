package io.curia.testing;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideOutsideOfPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideOutsideOfPackages;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import java.util.List;

/**
 * What holds for the packages of every module: {@code @ArchTest static final ArchTests COMMON = ArchTests.in(Rooms.class)}.
 * Stateless.
 */
public final class Rooms {
    private static final String OURS = "io.curia..";

    /** A library, and the packages that may touch it. */
    private record Library(List<String> packages, List<String> rooms) {
        private static Library of(String packages, String... rooms) {
            return new Library(List.of(packages.split(" ", -1)), List.of(rooms));
        }
    }

    private static final List<Library> LIBRARIES = List.of(
            Library.of("com.hazelcast..", "io.curia.raft.hazelcast.."),
            Library.of("org.h2..", "io.curia.raft.storage.."),
            Library.of("io.undertow.. org.xnio..", "io.curia.web.."),
            Library.of("jakarta.ws.rs.. jakarta.servlet..", "io.curia.web"),
            Library.of("jakarta.batch..", "io.curia.batch"),
            Library.of("jakarta.ejb..", "io.curia.rpc..", "io.curia.server"),
            Library.of("org.wildfly..", "io.curia.rpc"),
            Library.of("org.eclipse.microprofile..", "io.curia.server.."),
            Library.of("picocli..", "io.curia.cli..", "io.curia.torture"),
            Library.of("net.bytebuddy..", "io.curia.torture.agent"),
            Library.of("software.amazon.awssdk..", "io.curia.snapshotagent.storage"),
            Library.of("org.apache.hc..", "io.curia.agent.check", "io.curia.conformance"),
            Library.of("com.google.re2j..", "io.curia.filter", "io.curia.state..", "io.curia.agent"),
            Library.of(
                    "java.net.http..",
                    "io.curia.client..",
                    "io.curia.cli..",
                    "io.curia.bench..",
                    "io.curia.torture.client"),
            Library.of(
                    "jakarta.json..",
                    "io.curia.http.json",
                    "io.curia.raft.offline",
                    "io.curia.snapshot",
                    "io.curia.snapshotagent..",
                    "io.curia.cli..",
                    "io.curia.conformance",
                    "io.curia.torture.client",
                    "io.curia.torture.history"),
            Library.of(
                    "jakarta.enterprise.. jakarta.inject..",
                    "io.curia.fsm..",
                    "io.curia.archives",
                    "io.curia.batch",
                    "io.curia.cluster",
                    "io.curia.http",
                    "io.curia.query",
                    "io.curia.rpc.server",
                    "io.curia.server",
                    "io.curia.service..",
                    "io.curia.web"));

    private Rooms() {}

    /** No package knows one that knows it. */
    @ArchTest
    public static final ArchRule PACKAGES_HAVE_NO_CYCLES =
            slices().matching("io.curia.(**)").should().beFreeOfCycles();

    /** A library is touched only in the rooms that are there for it. */
    @ArchTest
    public static void librariesAreTouchedInTheirRoomsOnly(JavaClasses classes) {
        for (var library : LIBRARIES) {
            noClasses()
                    .that(resideInAPackage(OURS)
                            .and(resideOutsideOfPackages(library.rooms().toArray(String[]::new))))
                    .should()
                    .dependOnClassesThat()
                    .resideInAnyPackage(library.packages().toArray(String[]::new))
                    .allowEmptyShould(true)
                    .check(classes);
        }
    }

    /**
     * Of ours, a package knows itself and no others but these.
     *
     * @param room the package; with two dots after it, those below it, too
     */
    public static ArchRule onlyKnows(String room, String... besides) {
        return noClasses()
                .that()
                .resideInAPackage(room)
                .should()
                .dependOnClassesThat(
                        resideInAPackage(OURS).and(resideOutsideOfPackage(room)).and(resideOutsideOfPackages(besides)));
    }
}
