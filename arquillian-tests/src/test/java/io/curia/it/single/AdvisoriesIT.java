package io.curia.it.single;

import static org.assertj.core.api.Assertions.assertThat;

import io.curia.it.Advisory;
import io.curia.it.Advisory.State;
import io.curia.it.Inventory;
import io.curia.it.Inventory.Library;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** No library with a known vulnerability is in the server, unless the list says why that can be borne. */
class AdvisoriesIT {
    private static List<Library> libraries;
    private static List<Advisory> advisories;

    @BeforeAll
    static void read() throws IOException {
        libraries = Inventory.of(Path.of(System.getProperty("installation")));
        Inventory.writeBill(libraries, Path.of("target", "bom.json"));
        advisories = Advisory.read(Path.of("..", "advisories.txt"));
    }

    @Test
    void theInventoryKnowsWhatIsThere() {
        assertThat(libraries)
                .extracting(Library::artifact)
                .contains(
                        "jboss-remoting", "undertow-core", "hazelcast", "h2-mvstore", "curia-persistence", "xnio-api");
    }

    @Test
    void nothingWithAKnownFaultIsThereWithoutAReason() {
        for (Advisory advisory : advisories) {
            assertThat(advisory.reason()).as(advisory.id()).isNotEmpty();
            var affected = libraries.stream().filter(advisory::affects).toList();
            if (advisory.state() == State.FIXED) {
                assertThat(affected).as(advisory.id()).isEmpty();
            } else {
                assertThat(affected)
                        .as(
                                "%s is %s, but nothing that it affects is there: it is fixed",
                                advisory.id(), advisory.state())
                        .isNotEmpty();
            }
        }
    }

    @Test
    void anOlderVersionWouldBeNoticed() {
        var undertow = new Advisory("id", "io.undertow", "undertow-core", "2.3.25", State.FIXED, "");
        assertThat(undertow.affects(new Library("io.undertow", "undertow-core", "2.3.23.Final", "")))
                .isTrue();
        assertThat(undertow.affects(new Library("", "undertow-core", "2.3.9.Final", "")))
                .isTrue();
        assertThat(undertow.affects(new Library("io.undertow", "undertow-core", "2.3.25.Final", "")))
                .isFalse();
        assertThat(undertow.affects(new Library("io.undertow", "undertow-core", "2.4.0.Final", "")))
                .isFalse();
        assertThat(undertow.affects(new Library("io.undertow", "undertow-servlet", "2.3.9.Final", "")))
                .isFalse();
        assertThat(libraries.stream().filter(undertow::affects)).isEmpty();
    }
}
