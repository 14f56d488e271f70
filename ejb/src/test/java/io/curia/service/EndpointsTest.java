package io.curia.service;

import static java.util.Map.entry;
import static org.assertj.core.api.Assertions.assertThat;

import io.curia.http.BodyRule;
import io.curia.http.ConsistencyRule;
import io.curia.http.DatacenterRule;
import io.curia.http.Endpoint;
import io.curia.service.acl.AclService;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What an endpoint must not be without. */
class EndpointsTest {
    /** Endpoints without a recorded conversation, each with the reason. */
    private static final Map<String, String> NOT_RECORDED = Map.ofEntries(
            entry("GET /v1/catalog/gateway-services/", "takes gateways, and what makes them has no endpoint yet"),
            entry("PUT /v1/agent/force-leave/", "takes a second server, and the recorded one was alone"),
            entry("PUT /v1/agent/join/", "takes a second server, and the recorded one was alone"),
            entry("PUT /v1/agent/leave", "ends the server that the conversation is had with"),
            entry("PUT /v1/agent/reload", "reads settings again, which each product has in a form of its own"),
            entry("PUT /v1/agent/token/", "needs access control, which is off"),
            entry("GET /v1/agent/host", "tells of the machine"),
            entry("GET /v1/agent/metrics", "tells what this program measures"),
            entry("GET /v1/agent/version", "newer than the recorded server"),
            entry("PUT /v1/event/fire/", "events last as long as the server, so that no conversation has its own"),
            entry("GET /v1/event/list", "events last as long as the server, so that no conversation has its own"),
            entry("DELETE /v1/operator/raft/peer", "takes a second server, and the recorded one was alone"),
            entry("GET /v1/operator/raft/state-comparison", "Curia's own"),
            entry("PUT /v1/operator/raft/recover", "Curia's own"),
            entry("POST /v1/operator/raft/transfer-leader", "newer than the recorded server"),
            entry("PUT /v1/operator/raft/transfer-leader", "newer than the recorded server"),
            entry("GET /v1/operator/usage", "newer than the recorded server"),
            entry("GET /v1/operator/keyring", "tells of keys, of which there are none"),
            entry("POST /v1/operator/keyring", "tells of keys, of which there are none"),
            entry("PUT /v1/operator/keyring", "tells of keys, of which there are none"),
            entry("DELETE /v1/operator/keyring", "tells of keys, of which there are none"),
            entry("GET /v1/snapshot/agent", "the recorded server has none"));

    private static Set<Endpoint<?>> recorded;

    @BeforeAll
    static void readRecordings() throws IOException {
        recorded = RecordedRequests.rows();
    }

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
    void everyRowHasARecordedConversationOrAReason(Endpoint<?> row) {
        // of access control each row has the one answer that all of it is off
        if (row.service() != AclService.class) {
            boolean isRecorded = recorded.contains(row);
            boolean excused = NOT_RECORDED.containsKey(name(row));
            assertThat(isRecorded ^ excused)
                    .as("%s is recorded: %s, is excused: %s", name(row), isRecorded, excused)
                    .isTrue();
        }
    }

    @Test
    void reasonsAreGivenForRowsOfTheTableOnly() {
        assertThat(present().map(EndpointsTest::name)).containsAll(NOT_RECORDED.keySet());
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
