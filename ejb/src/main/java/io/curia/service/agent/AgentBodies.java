package io.curia.service.agent;

import io.curia.agent.CheckDefinition;
import io.curia.http.json.JsonInput;
import io.curia.http.json.JsonObject;
import io.curia.http.json.JsonReader;
import io.curia.http.json.JsonValues;
import io.curia.model.ConnectProxyConfig;
import io.curia.model.Draft;
import io.curia.model.HealthCheckDefinition;
import io.curia.model.NodeService;
import io.curia.model.ServiceConnect;
import io.curia.model.Upstream;
import io.curia.model.Weights;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Reads what is registered with an agent (http-api §16), with the names of fields in both of their spellings. */
final class AgentBodies {
    private static final JsonReader<List<String>> TEXTS = JsonValues.list(JsonValues.TEXT);

    /** A check of its own. */
    static final JsonReader<CheckDefinition> CHECK = checkFields()
            .field("ID", JsonValues.TEXT, (d, v) -> d.id = v)
            .field("ServiceID", JsonValues.TEXT, (d, v) -> d.serviceId = v, "service_id")
            .field("Token", JsonValues.TEXT, (d, v) -> {})
            .build(CheckDraft::finish);

    /** A check of a service, which is not named again. */
    private static final JsonReader<CheckDefinition> CHECK_OF_SERVICE =
            checkFields().ignore("ID", "ServiceID", "service_id", "Token").build(CheckDraft::finish);

    /** A service with its checks and its sidecar. */
    static final JsonReader<ServiceDefinition> SERVICE = JsonObject.into(ServiceDraft::new)
            .rowInSnakeCase(NodeService.SHAPE, d -> d.service, "Service", "Connect", "CreateIndex", "ModifyIndex")
            .field("Name", JsonValues.TEXT, (d, v) -> d.service.set(NodeService.SERVICE, v))
            .field("Check", CHECK_OF_SERVICE, (d, v) -> d.check = v)
            .field("Checks", JsonValues.list(CHECK_OF_SERVICE), (d, v) -> d.checks = v)
            .field("Connect", AgentBodies::connect, (d, v) -> d.connect = v)
            .ignore("Token", "Namespace", "Partition", "Locality")
            .build(ServiceDraft::finish);

    private static final JsonReader<ConnectDraft> CONNECT = JsonObject.into(ConnectDraft::new)
            .field("Native", JsonValues.BOOL, (d, v) -> d.isNative = v)
            .field("SidecarService", SERVICE, (d, v) -> d.sidecar = v, "sidecar_service")
            .build();

    /** A report for a check. */
    static final JsonReader<Report> REPORT = JsonObject.into(ReportDraft::new)
            .field("Status", JsonValues.TEXT, (d, v) -> d.status = v)
            .field("Output", JsonValues.TEXT, (d, v) -> d.output = v)
            .build(d -> new Report(d.status, d.output));

    /** What a client says about a check that waits for it. */
    record Report(String status, String output) {}

    private AgentBodies() {}

    /** A service may hold another one, so this cannot be a constant that {@link #SERVICE} is made with. */
    private static ConnectDraft connect(JsonInput in) {
        return CONNECT.read(in);
    }

    private static JsonObject.Builder<CheckDraft> checkFields() {
        return JsonObject.into(CheckDraft::new)
                .field("CheckID", JsonValues.TEXT, (d, v) -> d.checkId = v, "check_id")
                .field("Name", JsonValues.TEXT, (d, v) -> d.name = v)
                .field("Notes", JsonValues.TEXT, (d, v) -> d.notes = v)
                .field("Status", JsonValues.TEXT, (d, v) -> d.status = v)
                .rowInSnakeCase(HealthCheckDefinition.SHAPE, d -> d.run, "ScriptArgs", "OutputMaxSize")
                .field(
                        "ScriptArgs",
                        TEXTS,
                        (d, v) -> d.run.set(HealthCheckDefinition.SCRIPT_ARGS, v),
                        "Args",
                        "script_args")
                .field(
                        "OutputMaxSize",
                        JsonValues.LONG,
                        (d, v) -> d.run.set(HealthCheckDefinition.OUTPUT_MAX_SIZE, v),
                        "output_max_size")
                .field("SuccessBeforePassing", JsonValues.INT, (d, v) -> d.successes = v, "success_before_passing")
                .field("FailuresBeforeCritical", JsonValues.INT, (d, v) -> d.failures = v, "failures_before_critical")
                .ignore("ProxyHTTP", "ProxyGRPC", "FailuresBeforeWarning", "Namespace", "Partition");
    }

    /** A service is not deregistered sooner than this after its check has become critical. */
    private static final long LEAST_DEREGISTER_AFTER = TimeUnit.MINUTES.toNanos(1);

    private static final class CheckDraft {
        private final Draft<HealthCheckDefinition> run = HealthCheckDefinition.SHAPE.draft();
        private String id = "";
        private String checkId = "";
        private String name = "";
        private String notes = "";
        private String serviceId = "";
        private String status = "";
        private int successes;
        private int failures;

        private CheckDefinition finish() {
            long after = run.get(HealthCheckDefinition.DEREGISTER_CRITICAL_SERVICE_AFTER);
            run.set(
                    HealthCheckDefinition.DEREGISTER_CRITICAL_SERVICE_AFTER,
                    after <= 0 ? 0 : Math.max(after, LEAST_DEREGISTER_AFTER));
            return new CheckDefinition(
                    id.isEmpty() ? checkId : id, name, notes, serviceId, status, run.build(), successes, failures);
        }
    }

    private static final class ConnectDraft {
        private boolean isNative;
        private ServiceDefinition sidecar;
    }

    private static final class ReportDraft {
        private String status = "";
        private String output = "";
    }

    private static final class ServiceDraft {
        private final Draft<NodeService> service = NodeService.SHAPE.draft();
        private CheckDefinition check;
        private List<CheckDefinition> checks;
        private ConnectDraft connect;

        private ServiceDefinition finish() {
            var all = new ArrayList<CheckDefinition>();
            // clients that know of one check only write an empty one for none; in a list, it is meant
            if (check != null && !check.isEmpty()) {
                all.add(check);
            }
            if (checks != null) {
                checks.stream().filter(each -> each != null).forEach(all::add);
            }
            boolean idGiven = !service.get(NodeService.ID).isEmpty();
            if (!idGiven) {
                service.set(NodeService.ID, service.get(NodeService.SERVICE));
            }
            if (service.get(NodeService.WEIGHTS) == null) {
                service.set(NodeService.WEIGHTS, Weights.DEFAULT);
            }
            service.set(NodeService.PROXY, withTypes(service.get(NodeService.PROXY)));
            if (connect != null && connect.isNative) {
                service.set(NodeService.CONNECT, ServiceConnect.NATIVE);
            }
            return new ServiceDefinition(service.build(), idGiven, all, connect == null ? null : connect.sidecar);
        }

        /** An upstream that does not say what it is, is a service. */
        private static ConnectProxyConfig withTypes(ConnectProxyConfig given) {
            return given.upstreams() == null
                    ? given
                    : given.withUpstreams(given.upstreams().stream()
                            .map(each -> each.destinationType().isEmpty()
                                    ? each.withDestinationType(Upstream.SERVICE)
                                    : each)
                            .toList());
        }
    }
}
