package io.curia.service;

import static org.assertj.core.api.Assertions.assertThat;

import io.curia.http.BodyRule;
import io.curia.http.ConsistencyRule;
import io.curia.http.DatacenterRule;
import io.curia.http.Endpoint;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What an endpoint must not be without. */
class EndpointsTest {
    static Stream<Endpoint<?>> present() {
        return Endpoints.ALL.stream().filter(row -> !row.isAbsent());
    }

    @Test
    void noMethodOfAPathIsDeclaredTwice() {
        assertThat(Endpoints.ALL.stream().map(row -> row.method() + " " + row.path()))
                .doesNotHaveDuplicates();
    }

    @ParameterizedTest
    @MethodSource("present")
    void everyRowSaysWhatTheCallerHasToBeAllowed(Endpoint<?> row) {
        assertThat(row.terms().needs()).as(name(row)).isNotNull();
    }

    @ParameterizedTest
    @MethodSource("present")
    void whatAnswersIsAPartOfTheServer(Endpoint<?> row) {
        assertThat(row.service()).as(name(row)).hasAnnotation(ApplicationScoped.class);
    }

    @ParameterizedTest
    @MethodSource("present")
    void whoReadsTheStateLooksAtTheDatacenter(Endpoint<?> row) {
        if (row.terms().consistency() == ConsistencyRule.CHOSEN) {
            assertThat(row.terms().datacenter()).as(name(row)).isNotEqualTo(DatacenterRule.ANY);
        }
    }

    @ParameterizedTest
    @MethodSource("present")
    void readsHaveNoBodies(Endpoint<?> row) {
        if (row.method().equals("GET")) {
            assertThat(row.terms().body()).as(name(row)).isEqualTo(BodyRule.NONE);
        }
    }

    @ParameterizedTest
    @MethodSource("present")
    void everyPathIsToldOf(Endpoint<?> row) throws IOException {
        String group = row.path().split("/", -1)[2];
        assertThat(Files.readString(Path.of("..", "docs", "compatibility.md")))
                .as(name(row))
                .contains("/v1/" + group);
    }

    @Test
    void theCommittedPageIsTheOneMadeFromTheTable() throws IOException {
        // surefire runs in the module's directory, one below the repository's
        assertThat(Files.readString(Path.of("..", "docs", "endpoints.md")))
                .as("docs/endpoints.md is out of date; its second paragraph says how to make it")
                .isEqualTo(EndpointsPage.render());
    }

    private static String name(Endpoint<?> row) {
        return row.method() + " " + row.path();
    }
}
