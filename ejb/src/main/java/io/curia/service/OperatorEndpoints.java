package io.curia.service;

import static io.curia.http.ConsistencyRule.CHOSEN;
import static io.curia.http.ConsistencyRule.LEADER;
import static io.curia.http.ConsistencyRule.NONE;
import static io.curia.http.DatacenterRule.ANY;
import static io.curia.http.DatacenterRule.LOCAL;
import static io.curia.http.Needs.Resource.OPERATOR;
import static io.curia.http.Needs.read;
import static io.curia.http.Needs.write;

import io.curia.http.BodyRule;
import io.curia.http.Endpoint;
import io.curia.http.Needs;
import io.curia.http.Needs.Of;
import io.curia.service.operator.AutopilotService;
import io.curia.service.operator.KeyringService;
import io.curia.service.operator.RaftService;
import io.curia.service.operator.RecoveryService;
import io.curia.service.operator.UsageService;
import java.util.List;
import java.util.stream.Stream;

/** The rows for operators: who votes and leads, the autopilot, and how much there is. */
final class OperatorEndpoints {
    private static final Needs READING = read(OPERATOR, Of.ALL);
    private static final Needs WRITING = write(OPERATOR, Of.ALL);

    static final List<Endpoint<?>> ALL = Stream.of(
                    Endpoint.of("GET", "/v1/operator/raft/configuration", RaftService.class, RaftService::configuration)
                            .needs(READING)
                            .on(CHOSEN, LOCAL),
                    Endpoint.of(
                                    "GET",
                                    "/v1/operator/raft/state-comparison",
                                    AutopilotService.class,
                                    AutopilotService::comparison)
                            .needs(READING)
                            .on(LEADER, LOCAL),
                    Endpoint.of("PUT", "/v1/operator/raft/recover", RecoveryService.class, RecoveryService::foundAnew)
                            .needs(WRITING)
                            .on(NONE, LOCAL),
                    Endpoint.of("DELETE", "/v1/operator/raft/peer", RaftService.class, RaftService::removePeer)
                            .needs(WRITING)
                            .on(LEADER, LOCAL),
                    transfer("POST"),
                    transfer("PUT"),
                    Endpoint.of(
                                    "GET",
                                    "/v1/operator/autopilot/configuration",
                                    AutopilotService.class,
                                    AutopilotService::configuration)
                            .needs(READING)
                            .on(CHOSEN, LOCAL),
                    Endpoint.of(
                                    "PUT",
                                    "/v1/operator/autopilot/configuration",
                                    AutopilotService.class,
                                    AutopilotService::configure)
                            .needs(WRITING)
                            .body(BodyRule.JSON)
                            .on(LEADER, LOCAL),
                    Endpoint.of(
                                    "GET",
                                    "/v1/operator/autopilot/health",
                                    AutopilotService.class,
                                    AutopilotService::health)
                            .needs(READING)
                            .on(LEADER, LOCAL),
                    Endpoint.of("GET", "/v1/operator/autopilot/state", AutopilotService.class, AutopilotService::state)
                            .needs(READING)
                            .on(LEADER, LOCAL),
                    Endpoint.immediate("GET", "/v1/operator/keyring", KeyringService.class, KeyringService::list)
                            .needs(READING)
                            .on(NONE, ANY),
                    keys("POST"),
                    keys("PUT"),
                    keys("DELETE"),
                    Endpoint.of("GET", "/v1/operator/usage", UsageService.class, UsageService::usage)
                            .needs(READING)
                            .on(CHOSEN, LOCAL))
            .<Endpoint<?>>map(Endpoint::ignoringNamespaces)
            .toList();

    private OperatorEndpoints() {}

    private static Endpoint<RaftService> transfer(String method) {
        return Endpoint.of(method, "/v1/operator/raft/transfer-leader", RaftService.class, RaftService::transferLeader)
                .needs(WRITING)
                .on(LEADER, LOCAL);
    }

    private static Endpoint<KeyringService> keys(String method) {
        return Endpoint.immediate(method, "/v1/operator/keyring", KeyringService.class, KeyringService::change)
                .needs(WRITING)
                .body(BodyRule.JSON)
                .on(NONE, ANY);
    }
}
