package io.curia.agent;

import io.curia.codec.MsgpackReader;
import io.curia.codec.MsgpackWriter;
import io.curia.fsm.structs.RowCodecs;
import io.curia.model.HealthCheck;
import io.curia.model.HealthCheckDefinition;
import io.curia.model.NodeService;
import java.util.Optional;

/**
 * How services and checks are encoded on disk: as in the log, so that their fields are declared once. A check carries its
 * definition, and what the catalog knows nothing of stands before it.
 */
final class LocalRecords {
    private static final int CHECK_FIELDS = 4;

    private LocalRecords() {}

    static byte[] write(NodeService service) {
        var out = new MsgpackWriter();
        RowCodecs.SERVICE.write(out, service);
        return out.toByteArray();
    }

    /** @throws RuntimeException if the bytes are no service */
    static NodeService readService(byte[] bytes) {
        return RowCodecs.SERVICE.read(new MsgpackReader(bytes));
    }

    static byte[] write(LocalCheck local) {
        var definition = local.definition();
        var out = new MsgpackWriter().arrayHeader(CHECK_FIELDS);
        out.bool(definition.isPresent());
        out.int64(definition.map(CheckDefinition::successBeforePassing).orElse(0));
        out.int64(definition.map(CheckDefinition::failuresBeforeCritical).orElse(0));
        var run = definition.map(CheckDefinition::run).orElse(HealthCheckDefinition.EMPTY);
        RowCodecs.CHECK.write(out, local.check().withDefinition(run));
        return out.toByteArray();
    }

    /** @throws RuntimeException if the bytes are no check */
    static LocalCheck readCheck(byte[] bytes) {
        var in = new MsgpackReader(bytes);
        if (in.arrayHeader() != CHECK_FIELDS) {
            throw new IllegalArgumentException("it holds no check");
        }
        boolean defined = in.bool();
        int successes = (int) in.int64();
        int failures = (int) in.int64();
        var check = RowCodecs.CHECK.read(in);
        return new LocalCheck(
                check.withDefinition(HealthCheckDefinition.EMPTY),
                defined ? Optional.of(definition(check, successes, failures)) : Optional.empty());
    }

    private static CheckDefinition definition(HealthCheck check, int successes, int failures) {
        return new CheckDefinition(
                check.checkId(),
                check.name(),
                check.notes(),
                check.serviceId(),
                "",
                check.definition(),
                successes,
                failures);
    }
}
