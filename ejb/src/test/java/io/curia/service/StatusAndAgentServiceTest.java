package io.curia.service;

import static io.curia.service.TestServer.body;
import static io.curia.service.TestServer.request;
import static org.assertj.core.api.Assertions.assertThat;

import io.curia.http.Answer;
import io.curia.raft.api.RaftException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class StatusAndAgentServiceTest {
    private final TestServer server = new TestServer();

    @AfterEach
    void close() {
        server.close();
    }

    @Test
    void tellsTheLeaderAndAllServers() {
        Answer leader =
                server.ask("GET /v1/status/leader", request("?dc=dc1", "")).join();
        assertThat(body(leader)).isEqualTo("\"127.0.0.1:8300\"");
        assertThat(leader.headers()).isEmpty();
        assertThat(body(server.ask("GET /v1/status/peers", request("?pretty", ""))
                        .join()))
                .isEqualTo("[\n    \"127.0.0.1:8300\",\n    \"127.0.0.2:8300\"\n]\n");
    }

    @Test
    void tellsThatThereIsNoLeader() {
        server.raft.failWith(new RaftException(RaftException.Kind.NO_LEADER, "none"));
        assertThat(body(server.ask("GET /v1/status/leader", request("", "")).join()))
                .isEqualTo("\"\"");
    }

    @Test
    void refusesOtherDatacentersAndWrongOptions() {
        assertThat(body(server.ask("GET /v1/status/peers", request("?dc=nowhere", ""))
                        .join()))
                .isEqualTo("No path to datacenter");
        assertThat(server.ask("GET /v1/status/leader", request("?wait=x", ""))
                        .join()
                        .status())
                .isEqualTo(400);
        assertThat(server.ask("GET /v1/agent/self", request("?index=x", ""))
                        .join()
                        .status())
                .isEqualTo(400);
    }

    @Test
    void tellsWhoItIs() {
        Answer self = server.ask("GET /v1/agent/self", request("", "")).join();
        assertThat(self.status()).isEqualTo(200);
        assertThat(body(self))
                .startsWith("{\"Config\":{\"Datacenter\":\"dc1\",\"PrimaryDatacenter\":\"dc1\",\"NodeName\":\"n1\","
                        + "\"NodeID\":\"" + DirectRaftEngine.NODE_ID + "\",\"Revision\":\"\",\"Server\":true,"
                        + "\"Version\":\"1.2.3\"},")
                .contains("\"Coord\":{\"Vec\":[0,0,0,0,0,0,0,0],\"Error\":1.5,\"Adjustment\":0,\"Height\":0.00001}")
                .contains("\"Member\":{\"Name\":\"n1\",\"Addr\":\"127.0.0.1\",\"Port\":8300,\"Tags\":{\"acls\":\"0\",")
                .contains("\"leader_addr\":\"127.0.0.1:8300\"")
                .endsWith("\"Meta\":{}}");
    }

    /** What {@code consul debug}, {@code consul info} and Go's tests look for. */
    @Test
    void tellsWhatToolsLookFor() {
        String self = body(server.ask("GET /v1/agent/self", request("", "")).join());
        assertThat(self)
                .contains("\"EnableDebug\":false,")
                .contains("\"SerfAdvertiseAddrLAN\":\"tcp://127.0.0.1:8300\",\"SerfPortLAN\":8300,")
                .contains("\"Stats\":{\"agent\":{\"check_monitors\":\"0\",\"check_ttls\":\"0\",\"checks\":\"0\","
                        + "\"services\":\"0\"},\"build\":")
                .contains("\"fsm_pending\":\"0\"")
                .containsPattern("\"applied_index\":\"(\\d+)\",\"commit_index\":\"\\1\"")
                .containsPattern("\"last_log_index\":\"\\d+\",\"last_log_term\":\"1\"")
                .contains("\"last_snapshot_index\":\"0\",\"last_snapshot_term\":\"0\"")
                .contains("\"protocol_version\":\"3\",\"protocol_version_max\":\"3\",\"protocol_version_min\":\"0\"")
                .contains("\"latest_configuration\":\"[{Suffrage:Voter ID:" + DirectRaftEngine.NODE_ID
                        + " Address:127.0.0.1:8300} {Suffrage:Nonvoter ")
                .contains("\"serf_lan\":{\"encrypted\":\"false\",\"failed\":\"0\",\"left\":\"0\",\"members\":\"1\"}");
    }
}
