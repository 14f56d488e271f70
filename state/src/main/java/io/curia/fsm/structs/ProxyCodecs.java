package io.curia.fsm.structs;

import io.curia.codec.StructCodec;
import io.curia.model.ExposeConfig;
import io.curia.model.ExposePath;
import io.curia.model.MeshGatewayConfig;
import io.curia.model.TransparentProxyConfig;
import java.util.List;

/** The parts that proxies' settings share with config entries. */
public final class ProxyCodecs {
    /** MeshGateway. */
    public static final StructCodec<MeshGatewayConfig, ?> MESH_GATEWAY = StructCodec.of(
                    MeshGatewayDraft::new, MeshGatewayDraft::finish)
            .string("Mode", MeshGatewayConfig::mode, (draft, value) -> draft.mode = value)
            .build();

    /** TransparentProxy. */
    public static final StructCodec<TransparentProxyConfig, ?> TRANSPARENT_PROXY = StructCodec.of(
                    TransparentProxyDraft::new, TransparentProxyDraft::finish)
            .int64(
                    "OutboundListenerPort",
                    TransparentProxyConfig::outboundListenerPort,
                    (draft, value) -> draft.outboundListenerPort = (int) value)
            .bool(
                    "DialedDirectly",
                    TransparentProxyConfig::dialedDirectly,
                    (draft, value) -> draft.dialedDirectly = value)
            .build();

    /** One of the Paths of Expose. */
    public static final StructCodec<ExposePath, ?> EXPOSE_PATH = StructCodec.of(PathDraft::new, PathDraft::finish)
            .int64("ListenerPort", ExposePath::listenerPort, (draft, value) -> draft.listenerPort = (int) value)
            .string("Path", ExposePath::path, (draft, value) -> draft.path = value)
            .int64("LocalPathPort", ExposePath::localPathPort, (draft, value) -> draft.localPathPort = (int) value)
            .string("Protocol", ExposePath::protocol, (draft, value) -> draft.protocol = value)
            .bool("ParsedFromCheck", ExposePath::parsedFromCheck, (draft, value) -> draft.parsedFromCheck = value)
            .build();

    /** Expose. */
    public static final StructCodec<ExposeConfig, ?> EXPOSE = StructCodec.of(ExposeDraft::new, ExposeDraft::finish)
            .bool("Checks", ExposeConfig::checks, (draft, value) -> draft.checks = value)
            .list("Paths", ExposeConfig::paths, (draft, value) -> draft.paths = value, EXPOSE_PATH)
            .build();

    private ProxyCodecs() {}

    private static final class MeshGatewayDraft {
        private String mode = "";

        private MeshGatewayConfig finish() {
            return mode.isEmpty() ? MeshGatewayConfig.EMPTY : new MeshGatewayConfig(mode);
        }
    }

    private static final class TransparentProxyDraft {
        private int outboundListenerPort;
        private boolean dialedDirectly;

        private TransparentProxyConfig finish() {
            return new TransparentProxyConfig(outboundListenerPort, dialedDirectly);
        }
    }

    private static final class PathDraft {
        private int listenerPort;
        private String path = "";
        private int localPathPort;
        private String protocol = "";
        private boolean parsedFromCheck;

        private ExposePath finish() {
            return new ExposePath(listenerPort, path, localPathPort, protocol, parsedFromCheck);
        }
    }

    private static final class ExposeDraft {
        private boolean checks;
        private List<ExposePath> paths;

        private ExposeConfig finish() {
            return new ExposeConfig(checks, paths);
        }
    }
}
