package io.curia.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.curia.cli.Cli.Outcome;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OperatorCommandsTest {
    private static final String CONFIG = "/v1/operator/autopilot/configuration";
    private static final String PEERS = """
            {"Servers":[
            {"ID":"7d4da069-3453-cb1c-da83-843130c29853","Node":"s1","Address":"127.0.0.1:18400","Leader":true,
             "ProtocolVersion":"3","Voter":true},
            {"ID":"9b0c1c5e-64bb-4a27-8f4b-0f0e9d0a7c12","Node":"server-2","Address":"127.0.0.1:8300","Leader":false,
             "ProtocolVersion":"3","Voter":false}],"Index":7}""";
    private static final String SETTINGS = """
            {"CleanupDeadServers":true,"LastContactThreshold":"200ms","MaxTrailingLogs":250,"MinQuorum":0,
            "ServerStabilizationTime":"10s","RedundancyZoneTag":"","DisableUpgradeMigration":false,
            "UpgradeVersionTag":"v","CreateIndex":4,"ModifyIndex":9}""";

    private TestServer server;
    private Map<String, String> variables;

    @BeforeEach
    void start() throws IOException {
        server = new TestServer();
        variables = Map.of("CONSUL_HTTP_ADDR", server.address());
    }

    @AfterEach
    void stop() {
        server.close();
    }

    private Outcome run(String... args) {
        return Cli.run(variables, args);
    }

    private String asked(int number) {
        var asked = server.asked().get(number);
        return asked.method() + " " + asked.target();
    }

    private String sent(int number) {
        return new String(server.asked().get(number).body(), StandardCharsets.UTF_8);
    }

    @Test
    void listsPeersInColumns() {
        server.answer("GET", "/v1/operator/raft/configuration", 200, PEERS);
        assertThat(run("operator", "raft", "list-peers", "-stale", "-token=t")).isEqualTo(new Outcome(0, """
                        Node      ID                                    Address          State     Voter  RaftProtocol
                        s1        7d4da069-3453-cb1c-da83-843130c29853  127.0.0.1:18400  leader    true   3
                        server-2  9b0c1c5e-64bb-4a27-8f4b-0f0e9d0a7c12  127.0.0.1:8300   follower  false  3
                        """, ""));
        assertThat(asked(0)).isEqualTo("GET /v1/operator/raft/configuration?stale");
        assertThat(server.asked().get(0).token()).isEqualTo("t");
    }

    @Test
    void comparesStatesInColumns() {
        server.answer("GET", "/v1/operator/raft/state-comparison", 200, """
                {"Equal":false,"Servers":[
                {"ID":"7d4d","Node":"s1","Compared":true,"Equal":true,"Index":42,"Hash":"0a0b","Millis":3,"Differing":[]},
                {"ID":"9b0c","Node":"s2","Compared":true,"Equal":false,"Index":42,"Hash":"0c0d","Millis":3,
                 "Differing":["index","kvs"]},
                {"ID":"b1f8","Node":"s3","Compared":false,"Equal":false,"Index":0,"Hash":"","Millis":0,"Differing":[]}]}""");
        assertThat(run("operator", "raft", "compare-states")).isEqualTo(new Outcome(0, """
                        Node  ID    Index  Hash  State
                        s1    7d4d  42     0a0b  equal
                        s2    9b0c  42     0c0d  differs in index, kvs
                        s3    b1f8  -      -     not compared yet
                        """, ""));
        assertThat(run("operator", "raft", "compare-states", "-format=json").out())
                .contains("\"Equal\": false", "\"Hash\": \"0c0d\"");
    }

    @Test
    void tellsWhyThereIsNoList() {
        server.answer("GET", "/v1/operator/raft/configuration", 500, "No cluster leader");
        assertThat(run("operator", "raft", "list-peers"))
                .isEqualTo(new Outcome(
                        1,
                        "",
                        "Error getting peers: Failed to retrieve raft configuration: Unexpected response code: 500"
                                + " (No cluster leader)\n"));
        server.answer("GET", "/v1/operator/raft/configuration", 200, "<html>");
        assertThat(run("operator", "raft", "list-peers").err())
                .isEqualTo("Error getting peers: Failed to retrieve raft configuration: the server's answer is not what"
                        + " was asked for\n");
    }

    @Test
    void removesAPeer() {
        server.answer("DELETE", "/v1/operator/raft/peer", 200, "");
        assertThat(run("operator", "raft", "remove-peer", "-id=a-b").out()).isEqualTo("Removed peer with id \"a-b\"\n");
        assertThat(run("operator", "raft", "remove-peer", "-address", "[::1]:8300")
                        .out())
                .isEqualTo("Removed peer with address \"[::1]:8300\"\n");
        assertThat(asked(0)).isEqualTo("DELETE /v1/operator/raft/peer?id=a-b");
        assertThat(asked(1)).isEqualTo("DELETE /v1/operator/raft/peer?address=%5B%3A%3A1%5D%3A8300");
        server.answer("DELETE", "/v1/operator/raft/peer", 500, "id \"x\" was not found in the Raft configuration");
        assertThat(run("operator", "raft", "remove-peer", "-id=x").err())
                .isEqualTo("Error removing peer: Unexpected response code: 500 (id \"x\" was not found in the Raft"
                        + " configuration)\n");
    }

    @ParameterizedTest
    @CsvSource({
        "-stale, an address or id is required for the peer to remove",
        "-id=a -address=b, cannot give both an address and id"
    })
    void removesNothingWithoutKnowingWhat(String flags, String reason) {
        assertThat(run(("operator raft remove-peer " + flags).split(" ", -1)))
                .isEqualTo(new Outcome(1, "", "Error removing peer: " + reason + "\n"));
        assertThat(server.asked()).isEmpty();
    }

    @Test
    void hasAnotherServerLead() {
        server.answer("POST", "/v1/operator/raft/transfer-leader", 200, "{\"Success\":true}");
        assertThat(run("operator", "raft", "transfer-leader")).isEqualTo(new Outcome(0, "Success\n", ""));
        assertThat(run("operator", "raft", "transfer-leader", "-id=b").out()).isEqualTo("Success\n");
        assertThat(asked(0)).isEqualTo("POST /v1/operator/raft/transfer-leader");
        assertThat(asked(1)).isEqualTo("POST /v1/operator/raft/transfer-leader?id=b");
        server.answer("POST", "/v1/operator/raft/transfer-leader", 500, "cannot find peer");
        assertThat(run("operator", "raft", "transfer-leader"))
                .isEqualTo(new Outcome(
                        1, "", "Error transferring leadership: Unexpected response code: 500 (cannot find peer)\n"));
    }

    @Test
    void printsTheConfigurationOfTheAutopilot() {
        server.answer("GET", CONFIG, 200, SETTINGS);
        assertThat(run("operator", "autopilot", "get-config")).isEqualTo(new Outcome(0, """
                        CleanupDeadServers = true
                        LastContactThreshold = 200ms
                        MaxTrailingLogs = 250
                        MinQuorum = 0
                        ServerStabilizationTime = 10s
                        RedundancyZoneTag = ""
                        DisableUpgradeMigration = false
                        UpgradeVersionTag = "v"
                        """, ""));
    }

    @Test
    void changesWhatIsGivenOnly() {
        server.answer("GET", CONFIG, 200, SETTINGS).answer("PUT", CONFIG, 200, "true");
        assertThat(run(
                        "operator",
                        "autopilot",
                        "set-config",
                        "-cleanup-dead-servers=false",
                        "-min-quorum=3",
                        "-last-contact-threshold=1s"))
                .isEqualTo(new Outcome(0, "Configuration updated!\n", ""));
        assertThat(asked(1)).isEqualTo("PUT " + CONFIG + "?cas=9");
        assertThat(sent(1))
                .isEqualTo("{\"CleanupDeadServers\":false,\"LastContactThreshold\":\"1s\",\"MaxTrailingLogs\":250,"
                        + "\"MinQuorum\":3,\"ServerStabilizationTime\":\"10s\",\"RedundancyZoneTag\":\"\","
                        + "\"DisableUpgradeMigration\":false,\"UpgradeVersionTag\":\"v\"}");
        run(
                "operator",
                "autopilot",
                "set-config",
                "-max-trailing-logs=1",
                "-server-stabilization-time=2s",
                "-redundancy-zone-tag=zone",
                "-disable-upgrade-migration=true",
                "-upgrade-version-tag=");
        assertThat(sent(3))
                .isEqualTo("{\"CleanupDeadServers\":true,\"LastContactThreshold\":\"200ms\",\"MaxTrailingLogs\":1,"
                        + "\"MinQuorum\":0,\"ServerStabilizationTime\":\"2s\",\"RedundancyZoneTag\":\"zone\","
                        + "\"DisableUpgradeMigration\":true,\"UpgradeVersionTag\":\"\"}");
    }

    @Test
    void tellsThatSomebodyElseWasFaster() {
        server.answer("GET", CONFIG, 200, SETTINGS).answer("PUT", CONFIG, 200, "false");
        assertThat(run("operator", "autopilot", "set-config", "-min-quorum=3"))
                .isEqualTo(new Outcome(1, "", "Configuration could not be atomically updated, please try again\n"));
    }

    @Test
    void printsWhatTheAutopilotSees() {
        server.answer("GET", "/v1/operator/autopilot/state", 200, """
                {"Healthy":true,"FailureTolerance":0,"OptimisticFailureTolerance":1,"Servers":{
                "b":{"ID":"b","Name":"s2","Address":"127.0.0.2:8300","NodeStatus":"alive","Version":"0.1.0",
                 "LastContact":"42ms","LastTerm":2,"LastIndex":79,"Healthy":true,"StableSince":"2026-11-23T16:27:55Z",
                 "RedundancyZone":"x","UpgradeVersion":"7","ReadReplica":false,"Status":"non-voter",
                 "Meta":{"zone":"x"},"NodeType":"zone-standby"},
                "a":{"ID":"a","Name":"s1","Address":"127.0.0.1:8300","NodeStatus":"alive","Version":"0.1.0",
                 "LastContact":"0s","LastTerm":2,"LastIndex":79,"Healthy":true,"StableSince":"2026-11-23T16:27:55Z",
                 "ReadReplica":false,"Status":"leader","Meta":null,"NodeType":"voter"}},
                "Leader":"a","Voters":["a"],"ReadReplicas":["c"],
                "RedundancyZones":{"x":{"Servers":["b"],"Voters":[],"FailureTolerance":0}},
                "Upgrade":{"Status":"await-new-servers","TargetVersion":"7","TargetVersionNonVoters":["b"]}}""");
        assertThat(run("operator", "autopilot", "state")).isEqualTo(new Outcome(0, """
                        Healthy:                      true
                        Failure Tolerance:            0
                        Optimistic Failure Tolerance: 1
                        Leader:                       a
                        Voters:
                           a
                        Read Replicas:
                           c
                        Redundancy Zones:
                           x:
                              Failure Tolerance: 0
                              Voters:
                              Servers:
                                 b
                        Upgrade Info:
                           Status:         await-new-servers
                           Target Version: 7
                           Target Version Non Voters:
                              b
                        Servers:
                           a
                              Name:            s1
                              Address:         127.0.0.1:8300
                              Version:         0.1.0
                              Status:          leader
                              Node Type:       voter
                              Node Status:     alive
                              Healthy:         true
                              Last Contact:    0s
                              Last Term:       2
                              Last Index:      79
                           b
                              Name:            s2
                              Address:         127.0.0.2:8300
                              Version:         0.1.0
                              Status:          non-voter
                              Node Type:       zone-standby
                              Node Status:     alive
                              Healthy:         true
                              Last Contact:    42ms
                              Last Term:       2
                              Last Index:      79
                              Redundancy Zone: x
                              Upgrade Version: 7
                              Meta
                                 "zone": "x"
                        """, ""));
        assertThat(run("operator", "autopilot", "state", "-format=json").out())
                .startsWith("{\n   \"Healthy\": true,\n   \"FailureTolerance\": 0,\n");
    }

    @Test
    void countsInstances() {
        server.answer("GET", "/v1/operator/usage", 200, """
                {"Usage":{"dc1":{"Nodes":3,"Services":2,"ServiceInstances":5,"ConnectServiceInstances":{
                "connect-native":1,"connect-proxy":0},"BillableServiceInstances":2}},"Index":9}""");
        assertThat(run("operator", "usage", "instances", "-all-datacenters")).isEqualTo(new Outcome(0, """
                        Billable Service Instances Total: 2

                        Billable Services
                        Datacenter  Services  Service instances
                        dc1         2         2

                        Connect Services
                        Datacenter  Type            Service instances
                        dc1         connect-native  1
                        dc1         connect-proxy   0

                        Nodes
                        Datacenter  Count
                        dc1         3
                        """, ""));
        assertThat(asked(0)).isEqualTo("GET /v1/operator/usage?global");
        assertThat(run("operator", "usage", "instances", "-onlybillable").out()).doesNotContain("Connect", "Nodes");
        assertThat(run("operator", "usage", "instances", "-onlyconnect").out()).startsWith("Connect Services\n");
        assertThat(run("operator", "usage", "instances", "-onlyconnect", "-onlybillable"))
                .isEqualTo(new Outcome(1, "", "Cannot specify both -onlybillable and -onlyconnect flags\n"));
    }

    @Test
    void saysWhatThereIs() {
        assertThat(run("operator").err()).contains("raft", "autopilot", "usage");
        assertThat(run("operator", "raft").err()).contains("list-peers", "remove-peer", "transfer-leader");
        assertThat(run("operator", "raft", "transfer-leader", "-help").out())
                .startsWith("Usage: curia operator raft transfer-leader [options]");
    }
}
