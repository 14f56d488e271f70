package io.curia.fsm;

import io.curia.fsm.acl.AclBatchCommand;
import io.curia.fsm.acl.AclBootstrapCommand;
import io.curia.fsm.acl.AclRoleSetCommand;
import io.curia.fsm.acl.AclTokenSetCommand;
import io.curia.fsm.autopilot.AutopilotCommand;
import io.curia.fsm.config.ConfigEntryCommand;
import io.curia.fsm.connect.CaCommand;
import io.curia.fsm.connect.CaLeafCommand;
import io.curia.fsm.intention.IntentionCommand;
import io.curia.fsm.query.PreparedQueryCommand;
import io.curia.fsm.system.FederationStateCommand;
import io.curia.fsm.system.SystemMetadataCommand;
import io.curia.model.AclAuthMethod;
import io.curia.model.AclBindingRule;
import io.curia.model.AclLink;
import io.curia.model.AclNodeIdentity;
import io.curia.model.AclPolicy;
import io.curia.model.AclRole;
import io.curia.model.AclServiceIdentity;
import io.curia.model.AclToken;
import io.curia.model.AutopilotConfig;
import io.curia.model.ByteString;
import io.curia.model.CaConfiguration;
import io.curia.model.CaProviderState;
import io.curia.model.CaRoot;
import io.curia.model.ConfigEntry;
import io.curia.model.FederationState;
import io.curia.model.GoTime;
import io.curia.model.Intention;
import io.curia.model.IntentionMutation;
import io.curia.model.PreparedQuery;
import io.curia.model.QueryDns;
import io.curia.model.QueryFailover;
import io.curia.model.QueryService;
import io.curia.model.QueryTemplate;
import io.curia.model.SystemMetadataEntry;
import java.util.List;
import java.util.Map;

/** Commands with something in every field, to be combined, damaged and compared. */
final class Samples {
    static final List<String> IDS = List.of(
            "01234567-89ab-cdef-0123-456789abcdef",
            "11234567-89ab-cdef-0123-456789abcdef",
            "21234567-89ab-cdef-0123-456789abcdef");
    private static final List<String> NAMES = List.of("a", "b", "C");
    private static final GoTime TIME = new GoTime(1_700_000_000, 5, 3600);

    private Samples() {}

    /**
     * A command made of a few numbers: which, and what it says. Small ones meet the rows of each other.
     *
     * @param which any number
     * @param pick picks ids and names, any number
     * @param index an index that may be expected
     */
    static Command of(int which, int pick, long index) {
        var id = IDS.get(Math.floorMod(pick, 3));
        var other = IDS.get(Math.floorMod(pick / 3, 3));
        var name = NAMES.get(Math.floorMod(pick, 3));
        var target = NAMES.get(Math.floorMod(pick / 3, 3));
        boolean odd = Math.floorMod(pick / 9, 2) == 1;
        return switch (Math.floorMod(which, 30)) {
            case 0 -> new AclBatchCommand<>(AclBatchCommand.SET_POLICIES, List.of(policy(id, name)));
            case 1 -> new AclBatchCommand<>(AclBatchCommand.DELETE_POLICIES, List.of(id));
            case 2 -> new AclRoleSetCommand(List.of(role(id, name, other)), odd);
            case 3 -> new AclBatchCommand<>(AclBatchCommand.DELETE_ROLES, List.of(id, other));
            case 4 -> new AclTokenSetCommand(List.of(token(id, "s-" + id, other, index)), odd, true, false, false);
            case 5 -> new AclTokenSetCommand(List.of(token(id, "s-" + id, other, 0)), false, odd, odd, odd);
            case 6 -> new AclBatchCommand<>(AclBatchCommand.DELETE_TOKENS, List.of(id));
            case 7 ->
                new AclBatchCommand<>(
                        AclBatchCommand.SET_AUTH_METHODS, List.of(method(name, odd ? "global" : "local")));
            case 8 -> new AclBatchCommand<>(AclBatchCommand.DELETE_AUTH_METHODS, List.of(name));
            case 9 ->
                new AclBatchCommand<>(
                        AclBatchCommand.SET_BINDING_RULES,
                        List.of(new AclBindingRule(id, "d", name, "a==b", "role", "r", 0, 0)));
            case 10 -> new AclBatchCommand<>(AclBatchCommand.DELETE_BINDING_RULES, List.of(id));
            case 11 -> new AclBootstrapCommand(token(id, "s-" + id, other, 0), odd ? index : 0);
            case 12 -> new AutopilotCommand("dc1", autopilot(index), odd, "");
            case 13 -> new CaCommand("set-roots", "", index, List.of(root(id, true), root(other, odd)), null, null, "");
            case 14 -> new CaCommand("set-config", "", 0, null, ca(odd ? index : 0), null, "");
            case 15 ->
                new CaCommand(
                        odd ? "set-provider-state" : "delete-provider-state",
                        "",
                        0,
                        null,
                        null,
                        new CaProviderState(id, "key", "root", "intermediate", 0, 0),
                        "");
            case 16 -> new CaCommand("increment-provider-serial", "", 0, null, null, null, "");
            case 17 -> new CaLeafCommand("increment-index", "", "");
            case 18 -> new PreparedQueryCommand("", odd ? "create" : "update", query(id, name, odd), "");
            case 19 -> new PreparedQueryCommand("", "delete", query(id, name, odd), "");
            case 20 -> new FederationStateCommand("", odd ? "delete" : "upsert", federation(name, index), "");
            case 21 ->
                new SystemMetadataCommand("", odd ? "delete" : "upsert", new SystemMetadataEntry(name, "v", 0, 0), "");
            case 22 -> ConfigEntryCommand.of("upsert", entry(pick, name, target));
            case 23 ->
                ConfigEntryCommand.of("upsert-cas", entry(pick, name, target).withIndexes(0, index));
            case 24 -> ConfigEntryCommand.of("delete", entry(pick, name, target));
            case 25 ->
                ConfigEntryCommand.of("delete-cas", entry(pick, name, target).withIndexes(0, index));
            case 26 -> new IntentionCommand("", odd ? "upsert" : "delete", null, mutation("", name, target), "");
            case 27 -> new IntentionCommand("", odd ? "create" : "update", null, mutation(id, name, target), "");
            case 28 -> new IntentionCommand("", odd ? "delete" : "odd", null, mutation(id, name, target), "");
            default -> new IntentionCommand("", odd ? "create" : "delete", intention(id, name, target), null, "");
        };
    }

    private static AclPolicy policy(String id, String name) {
        return new AclPolicy(id, name, "d", "key \"\" {}", 0, List.of("dc1"), ByteString.of("h"), 0, 0);
    }

    private static AclRole role(String id, String name, String policy) {
        return new AclRole(
                id,
                name,
                "d",
                List.of(new AclLink(policy, "")),
                List.of(new AclServiceIdentity("web", List.of("dc1"))),
                List.of(new AclNodeIdentity("n", "dc1")),
                null,
                0,
                0);
    }

    private static AclToken token(String id, String secret, String link, long index) {
        return new AclToken(
                id,
                secret,
                "d",
                List.of(new AclLink(link, "")),
                List.of(new AclLink(link, "x")),
                List.of(),
                null,
                "",
                "",
                index % 2 == 0,
                "",
                TIME,
                0,
                TIME,
                null,
                0,
                index);
    }

    private static AclAuthMethod method(String name, String locality) {
        return new AclAuthMethod(
                name, "jwt", "D", "d", 5, locality, Map.of("a", List.of(1L, 2.5, true), "b", Map.of("c", "d")), 0, 0);
    }

    private static AutopilotConfig autopilot(long index) {
        return new AutopilotConfig(true, 200_000_000, 250, 3, 10_000_000_000L, "zone", true, "version", 0, index);
    }

    private static CaRoot root(String id, boolean active) {
        return new CaRoot(
                id, "n", 7, "k", "t", TIME, TIME, "pem", List.of("i"), "", "", active, GoTime.ZERO, "ec", 256, 0, 0);
    }

    private static CaConfiguration ca(long index) {
        return new CaConfiguration("cluster", "consul", Map.of("LeafCertTTL", "72h"), Map.of("k", "v"), true, 0, index);
    }

    private static PreparedQuery query(String id, String name, boolean template) {
        var service = new QueryService(
                template ? "${name.suffix}" : "web",
                new QueryFailover(2, List.of("dc2")),
                true,
                List.of("c"),
                "_agent",
                List.of("t", "!u"),
                Map.of("m", "1"),
                Map.of("n", "2"),
                true);
        var type = template ? new QueryTemplate("name_prefix_match", "^(.)", true) : QueryTemplate.EMPTY;
        return new PreparedQuery(id, name, "", "token", type, service, new QueryDns("10s"), 0, 0);
    }

    private static FederationState federation(String datacenter, long index) {
        return new FederationState(
                datacenter, List.of(Map.of("Node", Map.of("Node", "n"))), TIME, index % 2 == 0 ? 0 : index, 0, 0);
    }

    private static ConfigEntry entry(int pick, String name, String target) {
        return switch (Math.floorMod(pick / 18, 10)) {
            case 0 -> ConfigEntry.of("service-defaults", name, Map.of("Protocol", pick % 4 == 0 ? "tcp" : "http"));
            case 1 ->
                ConfigEntry.of(
                        "proxy-defaults",
                        "global",
                        Map.of("Config", Map.of("protocol", pick % 4 == 0 ? "grpc" : "http")));
            case 2 ->
                ConfigEntry.of(
                        "service-router",
                        name,
                        Map.of("Routes", List.of(Map.of("Destination", Map.of("Service", target)))));
            case 3 ->
                ConfigEntry.of(
                        "service-splitter",
                        name,
                        Map.of("Splits", List.of(Map.of("Weight", 50.5f, "Service", target), Map.of("Weight", 49.5f))));
            case 4 -> ConfigEntry.of("service-resolver", name, Map.of("Redirect", Map.of("Service", target)));
            case 5 -> ConfigEntry.of("service-resolver", name, Map.of("Subsets", Map.of("v1", Map.of("Filter", ""))));
            case 6 ->
                ConfigEntry.of(
                        "ingress-gateway",
                        "gw",
                        Map.of("Listeners", List.of(listener(80L, target), listener(81L, "*"))));
            case 7 ->
                ConfigEntry.of(
                        "terminating-gateway",
                        "tgw",
                        Map.of("Services", List.of(Map.of("Name", "*"), Map.of("Name", target, "CAFile", "f"))));
            case 8 -> ConfigEntry.of("mesh", "mesh", Map.of("Meta", Map.of("k", "v")));
            default -> ConfigEntry.of("unknown-kind", name, Map.of("X", List.of(1L)));
        };
    }

    private static Map<String, Object> listener(long port, String service) {
        return Map.of("Port", port, "Protocol", "http", "Services", List.of(Map.of("Name", service)));
    }

    private static IntentionMutation mutation(String id, String source, String destination) {
        return new IntentionMutation(
                id.isEmpty() || source.equals("b") ? id : "",
                destination,
                source,
                Map.of(
                        "Name",
                        source,
                        "Action",
                        "allow",
                        "LegacyID",
                        id,
                        "LegacyCreateTime",
                        TIME,
                        "LegacyUpdateTime",
                        GoTime.ZERO));
    }

    private static Intention intention(String id, String source, String destination) {
        return new Intention(
                id,
                "d",
                "default",
                source,
                "default",
                destination,
                "consul",
                "allow",
                List.of(Map.of("Action", "allow")),
                "127.0.0.1",
                80,
                Map.of("k", "v"),
                0,
                TIME,
                TIME,
                ByteString.of("h"),
                0,
                0);
    }
}
