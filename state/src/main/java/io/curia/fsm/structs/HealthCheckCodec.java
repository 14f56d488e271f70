package io.curia.fsm.structs;

import io.curia.codec.StructCodec;
import io.curia.model.HealthCheck;
import io.curia.model.HealthCheckDefinition;
import java.util.List;

/** HealthCheck (fsm-commands §3, type 0). */
public final class HealthCheckCodec {
    /** The struct. */
    public static final StructCodec<HealthCheck, ?> CODEC = StructCodec.of(Draft::new, Draft::finish)
            .string("Node", HealthCheck::node, (draft, value) -> draft.node = value)
            .string("CheckID", HealthCheck::checkId, (draft, value) -> draft.checkId = value)
            .string("Name", HealthCheck::name, (draft, value) -> draft.name = value)
            .string("Status", HealthCheck::status, (draft, value) -> draft.status = value)
            .string("Notes", HealthCheck::notes, (draft, value) -> draft.notes = value)
            .string("Output", HealthCheck::output, (draft, value) -> draft.output = value)
            .string("ServiceID", HealthCheck::serviceId, (draft, value) -> draft.serviceId = value)
            .string("ServiceName", HealthCheck::serviceName, (draft, value) -> draft.serviceName = value)
            .strings("ServiceTags", HealthCheck::serviceTags, (draft, value) -> draft.serviceTags = value)
            .string("Type", HealthCheck::type, (draft, value) -> draft.type = value)
            .string("Interval", HealthCheck::interval, (draft, value) -> draft.interval = value)
            .string("Timeout", HealthCheck::timeout, (draft, value) -> draft.timeout = value)
            .int64("ExposedPort", HealthCheck::exposedPort, (draft, value) -> draft.exposedPort = (int) value)
            .struct(
                    "Definition",
                    HealthCheck::definition,
                    (draft, value) -> draft.definition = value,
                    HealthCheckDefinitionCodec.CODEC)
            .uint64("CreateIndex", HealthCheck::createIndex, (draft, value) -> draft.createIndex = value)
            .uint64("ModifyIndex", HealthCheck::modifyIndex, (draft, value) -> draft.modifyIndex = value)
            .build();

    private HealthCheckCodec() {}

    private static final class Draft {
        private String node = "";
        private String checkId = "";
        private String name = "";
        private String status = "";
        private String notes = "";
        private String output = "";
        private String serviceId = "";
        private String serviceName = "";
        private List<String> serviceTags;
        private String type = "";
        private String interval = "";
        private String timeout = "";
        private int exposedPort;
        private HealthCheckDefinition definition = HealthCheckDefinition.EMPTY;
        private long createIndex;
        private long modifyIndex;

        private HealthCheck finish() {
            return new HealthCheck(
                    node,
                    checkId,
                    name,
                    status,
                    notes,
                    output,
                    serviceId,
                    serviceName,
                    serviceTags,
                    type,
                    interval,
                    timeout,
                    exposedPort,
                    definition,
                    createIndex,
                    modifyIndex);
        }
    }
}
