package io.curia.service.snapshot;

import static io.curia.service.TestServer.body;
import static io.curia.service.TestServer.request;
import static org.assertj.core.api.Assertions.assertThat;

import io.curia.http.Answer;
import io.curia.service.TestServer;
import io.curia.snapshotagent.AgentReport;
import io.curia.snapshotagent.AgentReport.Failure;
import io.curia.snapshotagent.AgentReport.LockHolder;
import io.curia.snapshotagent.AgentReport.State;
import io.curia.snapshotagent.RunRecord;
import io.curia.snapshotagent.RunRecord.TargetRecord;
import io.curia.snapshotagent.config.AgentConfig.Schedule;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class SnapshotAgentServiceTest {
    private final TestServer server = new TestServer();

    @AfterEach
    void close() {
        server.close();
    }

    private Answer answer(Optional<AgentReport> report, String query) {
        return TestServer.ask(new SnapshotAgentService(() -> report), "GET /v1/snapshot/agent", request(query, ""))
                .join();
    }

    @Test
    void aServerWithoutAgentSaysSo() {
        var answer = answer(Optional.empty(), "");
        assertThat(answer.status()).isEqualTo(200);
        assertThat(body(answer))
                .isEqualTo(
                        "{\"Enabled\":false,\"State\":\"stopped\",\"LockHolder\":null,\"Interval\":null,\"Retain\":0,"
                                + "\"NextRun\":null,\"LastError\":null,\"LastSuccess\":null,\"ConsecutiveFailures\":0,"
                                + "\"Targets\":[],\"History\":[]}");
    }

    @Test
    void tellsEverythingThatTheAgentKnows() {
        var good = new RunRecord(
                Instant.parse("2026-01-01T10:00:00Z"),
                Duration.ofMillis(1500),
                1479360073448728784L,
                29,
                1000,
                List.of(new TargetRecord("/snaps", true, 2, "")),
                "");
        var bad = new RunRecord(
                Instant.parse("2026-01-01T11:00:00Z"),
                Duration.ofSeconds(2),
                1479360073448728785L,
                0,
                0,
                List.of(),
                "no leader");
        var report = new AgentReport(
                State.ACTIVE,
                Optional.of(new LockHolder("n1", "s")),
                new Schedule(Duration.ofHours(1), 30, false, 3),
                Optional.of(Instant.parse("2026-01-01T11:00:05Z")),
                Optional.of(new Failure(Instant.parse("2026-01-01T11:00:02Z"), "no leader")),
                Optional.of(good),
                1,
                List.of("/snaps"),
                List.of(bad, good));
        String goodJson = "{\"Time\":\"2026-01-01T10:00:00Z\",\"ID\":\"1479360073448728784\",\"Index\":29,"
                + "\"Bytes\":1000,\"Duration\":\"1.5s\",\"Targets\":[{\"Target\":\"/snaps\",\"Stored\":true,"
                + "\"Removed\":2,\"Error\":\"\"}],\"Error\":\"\"}";
        assertThat(body(answer(Optional.of(report), "")))
                .isEqualTo("{\"Enabled\":true,\"State\":\"active\",\"LockHolder\":{\"Node\":\"n1\",\"Session\":\"s\"},"
                        + "\"Interval\":\"1h0m0s\",\"Retain\":30,\"NextRun\":\"2026-01-01T11:00:05Z\","
                        + "\"LastError\":{\"Time\":\"2026-01-01T11:00:02Z\",\"Error\":\"no leader\"},"
                        + "\"LastSuccess\":" + goodJson + ",\"ConsecutiveFailures\":1,\"Targets\":[\"/snaps\"],"
                        + "\"History\":[{\"Time\":\"2026-01-01T11:00:00Z\",\"ID\":\"1479360073448728785\",\"Index\":0,"
                        + "\"Bytes\":0,\"Duration\":\"2s\",\"Targets\":[],\"Error\":\"no leader\"}," + goodJson + "]}");
    }

    @Test
    void refusesOtherDatacenters() {
        assertThat(body(answer(Optional.empty(), "?dc=nowhere"))).isEqualTo("No path to datacenter");
    }
}
