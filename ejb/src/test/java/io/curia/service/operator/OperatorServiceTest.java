package io.curia.service.operator;

import static io.curia.service.TestServer.body;
import static io.curia.service.TestServer.request;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.curia.autopilot.ClusterState;
import io.curia.autopilot.Moment;
import io.curia.autopilot.Observation;
import io.curia.autopilot.Progress;
import io.curia.autopilot.Server;
import io.curia.autopilot.Standing;
import io.curia.cluster.Transfer;
import io.curia.http.Answer;
import io.curia.model.AutopilotConfig;
import io.curia.raft.api.ClusterMember;
import io.curia.raft.api.RaftException;
import io.curia.raft.api.VotersException;
import io.curia.service.DirectRaftEngine;
import io.curia.service.TestServer;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class OperatorServiceTest {
    private static final String N1 = DirectRaftEngine.NODE_ID;
    private static final String N2 = "9b0c1c5e-64bb-4a27-8f4b-0f0e9d0a7c12";
    private static final String N3 = "b1f8f3ad-8f0c-4b35-9d62-2a6b6e0a7c13";
    private static final String CONFIG = "/v1/operator/autopilot/configuration";

    private final TestServer server = new TestServer();

    @BeforeEach
    void threeServers() {
        server.raft.setMembers(List.of(
                new ClusterMember(N1, "n1", "127.0.0.1", 8300, true, true, false),
                new ClusterMember(N2, "n2", "127.0.0.2", 8300, true, true, false),
                new ClusterMember(N3, "", "fd00::3", 8300, false, false, false)));
    }

    @AfterEach
    void close() {
        server.close();
    }

    private Answer ask(String row, String query, String body) {
        return server.ask(row, request(query, body)).join();
    }

    private static String refusal(Answer answer) {
        return answer.status() + " " + body(answer);
    }

    @Test
    void tellsWhoVotesAndWhoLeads() {
        var answer = ask("GET /v1/operator/raft/configuration", "", "");
        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.headers()).isEmpty();
        assertThat(body(answer))
                .isEqualTo("{\"Servers\":["
                        + "{\"ID\":\"" + N1 + "\",\"Node\":\"n1\",\"Address\":\"127.0.0.1:8300\",\"Leader\":true,"
                        + "\"ProtocolVersion\":\"3\",\"Voter\":true},"
                        + "{\"ID\":\"" + N2 + "\",\"Node\":\"n2\",\"Address\":\"127.0.0.2:8300\",\"Leader\":false,"
                        + "\"ProtocolVersion\":\"3\",\"Voter\":true},"
                        + "{\"ID\":\"" + N3 + "\",\"Node\":\"(unknown)\",\"Address\":\"[fd00::3]:8300\","
                        + "\"Leader\":false,\"ProtocolVersion\":\"3\",\"Voter\":false}],\"Index\":7}");
    }

    @Test
    void tellsItWithoutALeaderToWhoWantsItStale() {
        server.raft.failWith(new RaftException(RaftException.Kind.NO_LEADER, "none"));
        assertThat(refusal(ask("GET /v1/operator/raft/configuration", "", ""))).isEqualTo("500 No cluster leader");
        assertThat(body(ask("GET /v1/operator/raft/configuration", "?stale", "")))
                .doesNotContain("\"Leader\":true");
    }

    @Test
    void removesAPeerByIdOrAddress() {
        assertThat(ask("DELETE /v1/operator/raft/peer", "?id=" + N2, "").status())
                .isEqualTo(200);
        assertThat(ask("DELETE /v1/operator/raft/peer", "?address=[fd00::3]:8300", "")
                        .status())
                .isEqualTo(200);
        assertThat(server.raft.removed()).containsExactly(N2, N3);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "''|400 Bad request: Must specify either ?id with the server's ID or ?address with IP:port of peer to"
                        + " remove",
                "?id=a&address=b|400 Bad request: Must specify only one of ?id or ?address",
                "?id=x|500 id \"x\" was not found in the Raft configuration",
                "?address=x:1|500 address \"x:1\" was not found in the Raft configuration",
                "?id=x&dc=nowhere|500 No path to datacenter"
            })
    void refusesToRemoveWhatIsNotThere(String query, String refusal) {
        assertThat(refusal(ask("DELETE /v1/operator/raft/peer", query, ""))).isEqualTo(refusal);
        assertThat(server.raft.removed()).isEmpty();
    }

    @Test
    void theLastVoterStays() {
        server.raft.setRemoval(CompletableFuture.failedFuture(
                new VotersException(VotersException.Reason.LAST_VOTER, "the only server cannot leave its cluster")));
        assertThat(refusal(ask("DELETE /v1/operator/raft/peer", "?id=" + N1, "")))
                .isEqualTo("500 need at least one voter in configuration");
    }

    @Test
    void saysWhatComesBeforeARemoval() {
        server.raft.setRemoval(CompletableFuture.failedFuture(
                new VotersException(VotersException.Reason.NOT_NOW, "another change of who votes is under way")));
        assertThat(refusal(ask("DELETE /v1/operator/raft/peer", "?id=" + N1, "")))
                .isEqualTo("500 another change of who votes is under way");
    }

    @ParameterizedTest
    @ValueSource(strings = {"PUT", "POST"})
    void hasAnotherVoterLead(String method) {
        assertThat(body(ask(method + " /v1/operator/raft/transfer-leader", "?id=" + N2, "")))
                .isEqualTo("{\"Success\":true}");
        assertThat(server.transfers).singleElement().satisfies(transfer -> {
            assertThat(transfer.leader()).isEqualTo(N1);
            assertThat(transfer.successor()).isEqualTo(N2);
        });
    }

    @Test
    void asksTheLeaderUntilItHasGivenWay() {
        server.transferred = Transfer.Outcome.PENDING;
        var answer = server.ask("POST /v1/operator/raft/transfer-leader", request("", ""));
        await().until(() -> server.transfers.size() > 2);
        assertThat(answer).isNotDone();
        server.transferred = new Transfer.Outcome(true, "leadership transfer timeout");
        assertThat(refusal(answer.join())).isEqualTo("500 leadership transfer timeout");
        assertThat(server.transfers.stream().map(Transfer::token).distinct()).hasSize(1);
    }

    @Test
    void refusesLeadersThatCannotBe() {
        String row = "POST /v1/operator/raft/transfer-leader";
        assertThat(refusal(ask(row, "?id=" + N1, ""))).isEqualTo("500 cannot transfer leadership to itself");
        assertThat(refusal(ask(row, "?id=" + N3, ""))).isEqualTo("500 Could not find address for server id " + N3);
        server.raft.setMembers(List.of(new ClusterMember(N1, "n1", "127.0.0.1", 8300, true, true, false)));
        assertThat(refusal(ask(row, "", ""))).isEqualTo("500 cannot find peer");
        server.raft.failWith(new RaftException(RaftException.Kind.NO_LEADER, "none"));
        assertThat(refusal(ask(row, "", ""))).isEqualTo("500 No cluster leader");
        assertThat(server.transfers).isEmpty();
    }

    @Test
    void keepsTheConfigurationOfTheAutopilot() {
        assertThat(body(ask("PUT " + CONFIG, "", "{\"lastcontactthreshold\":200000000,\"MaxTrailingLogs\":9}")))
                .isEqualTo("true");
        assertThat(body(ask("GET " + CONFIG, "", "")))
                .isEqualTo("{\"CleanupDeadServers\":false,\"LastContactThreshold\":\"200ms\",\"MaxTrailingLogs\":9,"
                        + "\"MinQuorum\":0,\"ServerStabilizationTime\":\"0s\",\"RedundancyZoneTag\":\"\","
                        + "\"DisableUpgradeMigration\":false,\"UpgradeVersionTag\":\"\",\"CreateIndex\":1,"
                        + "\"ModifyIndex\":1}");
    }

    @Test
    void changesItOnlyIfNobodyElseHas() {
        ask("PUT " + CONFIG, "", "{\"MinQuorum\":3}");
        assertThat(body(ask("PUT " + CONFIG, "?cas=0", "{}"))).isEqualTo("false");
        assertThat(body(ask("PUT " + CONFIG, "?cas=1", "{\"CreateIndex\":5,\"ModifyIndex\":5,\"MinQuorum\":5}")))
                .isEqualTo("true");
        assertThat(body(ask("GET " + CONFIG, "", "")))
                .contains("\"MinQuorum\":5")
                .contains("\"CreateIndex\":1");
        assertThat(refusal(ask("PUT " + CONFIG, "?cas=", "{}")))
                .isEqualTo("400 Bad request: Error parsing cas value: strconv.ParseUint: parsing \"\": invalid syntax");
    }

    @Test
    void theConfigurationIsZeroUntilALeaderHasWrittenOne() {
        assertThat(body(ask("GET " + CONFIG, "", "")))
                .contains("\"LastContactThreshold\":\"0s\"")
                .contains("Index\":0");
    }

    private static Server seen(String id, Standing standing, boolean voter, Map<String, String> meta) {
        var progress = standing == Standing.ALIVE ? new Progress(Duration.ofMillis(42), 2, 79) : Progress.UNHEARD;
        return new Server(
                id, "n" + id, "127.0.0." + id + ":8300", standing, progress, "1.2.3", meta, voter, false, false, false);
    }

    private void see(AutopilotConfig config, Server... servers) {
        var now = new Moment(0, Instant.parse("2026-11-23T16:27:55.5305Z"));
        server.seen = ClusterState.assess(
                new Observation(List.of(servers), "1", config, Duration.ZERO, now, Duration.ZERO), Map.of());
    }

    private static AutopilotConfig config(String zoneTag, String versionTag) {
        return new AutopilotConfig(true, 200_000_000, 250, 0, 0, zoneTag, false, versionTag, 1, 1);
    }

    @Test
    void tellsHowWellTheServersAre() {
        see(config("", ""), seen("1", Standing.ALIVE, true, Map.of()));
        var well = ask("GET /v1/operator/autopilot/health", "", "");
        assertThat(well.status()).isEqualTo(200);
        assertThat(body(well))
                .isEqualTo("{\"Healthy\":true,\"FailureTolerance\":0,\"Servers\":[{\"ID\":\"1\",\"Name\":\"n1\","
                        + "\"Address\":\"127.0.0.1:8300\",\"SerfStatus\":\"alive\",\"Version\":\"1.2.3\","
                        + "\"Leader\":true,\"LastContact\":\"42ms\",\"LastTerm\":2,\"LastIndex\":79,\"Healthy\":true,"
                        + "\"Voter\":true,\"StableSince\":\"2026-11-23T16:27:55Z\"}]}");
        see(config("", ""), seen("1", Standing.ALIVE, true, Map.of()), seen("2", Standing.UNKNOWN, true, Map.of()));
        var unwell = ask("GET /v1/operator/autopilot/health", "", "");
        assertThat(unwell.status()).isEqualTo(429);
        assertThat(unwell.contentType()).isEqualTo("application/json");
        assertThat(body(unwell))
                .startsWith("{\"Healthy\":false,")
                .contains("\"SerfStatus\":\"none\"")
                .contains("\"LastContact\":\"-1ns\"");
    }

    @Test
    void tellsAllThatItSees() {
        see(config("", ""), seen("1", Standing.ALIVE, true, Map.of()));
        assertThat(body(ask("GET /v1/operator/autopilot/state", "", "")))
                .isEqualTo("{\"Healthy\":true,\"FailureTolerance\":0,\"OptimisticFailureTolerance\":0,\"Servers\":{"
                        + "\"1\":{\"ID\":\"1\",\"Name\":\"n1\",\"Address\":\"127.0.0.1:8300\",\"NodeStatus\":\"alive\","
                        + "\"Version\":\"1.2.3\",\"LastContact\":\"42ms\",\"LastTerm\":2,\"LastIndex\":79,"
                        + "\"Healthy\":true,\"StableSince\":\"2026-11-23T16:27:55.5305Z\",\"ReadReplica\":false,"
                        + "\"Status\":\"leader\",\"Meta\":null,\"NodeType\":\"voter\"}},\"Leader\":\"1\","
                        + "\"Voters\":[\"1\"]}");
    }

    @Test
    void tellsOfZonesAndUpgrades() {
        see(
                config("zone", "release"),
                seen("1", Standing.ALIVE, true, Map.of("zone", "a", "release", "1")),
                seen("2", Standing.ALIVE, false, Map.of("zone", "a", "release", "2")),
                seen("3", Standing.ALIVE, true, Map.of("zone", "a", "release", "1")));
        assertThat(body(ask("GET /v1/operator/autopilot/state", "", "")))
                .contains("\"RedundancyZone\":\"a\",\"UpgradeVersion\":\"2\"")
                .contains("\"NodeType\":\"zone-voter\"")
                .contains("\"NodeType\":\"zone-extra-voter\"")
                .contains("\"NodeType\":\"zone-standby\"")
                .contains("\"RedundancyZones\":{\"a\":{\"Servers\":[\"1\",\"2\",\"3\"],\"Voters\":[\"1\",\"3\"],"
                        + "\"FailureTolerance\":2}}")
                .endsWith("\"Upgrade\":{\"Status\":\"await-new-servers\",\"TargetVersion\":\"2\","
                        + "\"TargetVersionNonVoters\":[\"2\"],\"OtherVersionVoters\":[\"1\",\"3\"]}}");
    }

    @Test
    void tellsThatTheLeaderHasNotLookedYet() {
        assertThat(refusal(ask("GET /v1/operator/autopilot/health", "", "")))
                .isEqualTo("500 the leader has not looked at the servers yet, try again");
        assertThat(refusal(ask("GET /v1/operator/autopilot/state", "?dc=nowhere", "")))
                .isEqualTo("500 No path to datacenter");
    }

    @Test
    void countsWhatThereIs() {
        server.register("{\"Node\":\"a\",\"Address\":\"1.1.1.1\",\"Service\":{\"Service\":\"consul\"}}");
        server.register("{\"Node\":\"a\",\"Address\":\"1.1.1.1\",\"Service\":{\"Service\":\"web\"}}");
        server.register("{\"Node\":\"b\",\"Address\":\"1.1.1.2\",\"Service\":{\"Service\":\"web\","
                + "\"Connect\":{\"Native\":true}}}");
        assertThat(body(ask("GET /v1/operator/usage", "?global", "")))
                .isEqualTo("{\"Usage\":{\"dc1\":{\"Nodes\":2,\"Services\":2,\"ServiceInstances\":3,"
                        + "\"ConnectServiceInstances\":{\"api-gateway\":0,\"connect-native\":1,\"connect-proxy\":0,"
                        + "\"ingress-gateway\":0,\"mesh-gateway\":0,\"terminating-gateway\":0},"
                        + "\"BillableServiceInstances\":2}},\"Index\":3,\"LastContact\":0,\"KnownLeader\":true,"
                        + "\"ConsistencyLevel\":\"leader\",\"NotModified\":false,\"Backend\":0,"
                        + "\"ResultsFilteredByACLs\":false}");
    }

    @Test
    void tellsThatThereAreNoKeys() {
        assertThat(refusal(ask("GET /v1/operator/keyring", "", "")))
                .isEqualTo("500 6 errors occurred:\n\t* WAN error: 2/2 nodes reported failure"
                        + "\n\t* n1.dc1: Keyring is empty (encryption not enabled)"
                        + "\n\t* n2.dc1: Keyring is empty (encryption not enabled)"
                        + "\n\t* dc1 (LAN) error: 2/2 nodes reported failure"
                        + "\n\t* n1: Keyring is empty (encryption not enabled)"
                        + "\n\t* n2: Keyring is empty (encryption not enabled)\n\n");
        assertThat(body(ask(
                        "PUT /v1/operator/keyring", "", "{\"Key\":\"pUqJrVyVRj5jsiYEkM/tFQYfWyJIv4s3XkvDwy7Cu5s=\"}")))
                .contains("n1: No keyring to modify (encryption not enabled)");
        assertThat(refusal(ask("POST /v1/operator/keyring", "", "x")))
                .startsWith("400 Bad request: Request decode failed: ");
    }
}
