package io.curia.server.config;

import io.curia.raft.api.RaftTimings;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;

/** Every setting there is. A name that is not declared here is refused at the start. */
final class KnownSettings {
    private static final Set<String> WILDCARDS = Set.of("0.0.0.0", "::", "0:0:0:0:0:0:0:0");

    static final Setting<String> DATACENTER = Setting.of(
                    "datacenter", SettingType.TEXT, "dc1", "The datacenter this server belongs to.")
            .must("lower-case letters, digits, - and _ only", v -> v.matches("[a-z0-9-_]+"));

    static final Setting<String> NODE_NAME = Setting.derived(
                    "node-name",
                    SettingType.TEXT,
                    "the machine's host name",
                    "The name of this server; each server of a cluster needs its own.")
            .must("free of blanks and control characters", v -> v.matches("[^\\s\\p{Cntrl}]+"));

    static final Setting<UUID> NODE_ID = Setting.derived(
            "node-id",
            SettingType.ID,
            "made once, kept in `node-id` in the data directory",
            "The identity of this server. Once kept in the data directory it cannot be changed.");

    static final Setting<Path> DATA_DIR = Setting.derived(
            "data-dir",
            SettingType.PATH,
            "`${jboss.server.data.dir}/curia`",
            "The directory of everything this server keeps. Only one server may use it.");

    static final Setting<String> BIND_ADDRESS = Setting.of(
            "bind-address",
            SettingType.ADDRESS,
            "127.0.0.1",
            "The address on which this server listens for other servers; `0.0.0.0` listens on all.");

    static final Setting<String> ADVERTISE_ADDRESS = Setting.derived(
                    "advertise-address",
                    SettingType.ADDRESS,
                    "the bind address",
                    "The address under which other servers reach this one. Needed when the bind address is `0.0.0.0`.")
            .must("an address that other servers can reach, not a wildcard", v -> !isWildcard(v));

    static final Setting<Integer> HTTP_PORT =
            Setting.of("http.port", SettingType.PORT, "8500", "The port of the HTTP API.");

    static final Setting<Integer> HTTP_MAX_CONNS_PER_CLIENT = Setting.of(
                    "http-max-conns-per-client",
                    SettingType.INTEGER,
                    "200",
                    "How many HTTP connections may be open from one IP address at the same time; further ones get"
                            + " status 429 and are closed. Behind a proxy all clients have its address.")
            .must("at least 1", v -> v >= 1);

    static final Setting<Integer> RPC_PORT = Setting.of(
                    "rpc.port",
                    SettingType.PORT,
                    "4447",
                    "The port of the remote calls that take and restore snapshots, where `--yaml=rpc.yml` opens it.")
            .neededEarly();

    static final Setting<String> RPC_ADDRESS = Setting.of(
                    "rpc.address",
                    SettingType.ADDRESS,
                    "127.0.0.1",
                    "The address on which remote calls are taken; `0.0.0.0` takes them on all.")
            .neededEarly();

    static final Setting<Integer> RAFT_PORT =
            Setting.of("raft.port", SettingType.PORT, "8300", "The port on which servers talk to each other.");

    static final Setting<Integer> BOOTSTRAP_EXPECT = Setting.derived(
                    "bootstrap-expect",
                    SettingType.INTEGER,
                    "1, or 0 where `curia.retry-join` is given",
                    "How many servers form the cluster at its first start; they wait for each other. The same on all of"
                            + " them, and without effect later. A server with 0 founds no cluster: it joins the one it"
                            + " finds by `curia.retry-join`.")
            .must("0, 1, or 3 and more: a majority of two tolerates no failure", v -> v == 0 || v == 1 || v >= 3);

    static final Setting<List<String>> RETRY_JOIN = Setting.derived(
            "retry-join",
            SettingType.HOST_PORTS,
            "none",
            "Raft addresses of other servers, separated by commas, tried until one answers."
                    + " IPv6 addresses stand in brackets.");

    static final Setting<Boolean> READ_REPLICA = Setting.of(
            "read-replica",
            SettingType.BOOLEAN,
            "false",
            "Whether this server only follows: it serves reads and passes writes on, and never votes.");

    static final Setting<Map<String, String>> NODE_META = Setting.derived(
                    "node-meta",
                    SettingType.PAIRS,
                    "none",
                    "What this server is called by, as `key:value`, separated by commas: its zone or its release, say.")
            .must(
                    "at most 64 pairs; keys of up to 128 letters, digits, - and _ that do not begin with consul-, values"
                            + " of up to 512 characters",
                    KnownSettings::isMeta);

    private static boolean isMeta(Map<String, String> meta) {
        return meta.size() <= 64
                && meta.entrySet().stream()
                        .allMatch(pair -> pair.getKey().matches("(?!consul-)[A-Za-z0-9_-]{1,128}")
                                && pair.getValue().length() <= 512);
    }

    static final Setting<Integer> RAFT_MULTIPLIER = Setting.of(
                    "raft.multiplier",
                    SettingType.INTEGER,
                    "1",
                    "Scales Raft's timing: heartbeats, the election timeout and the time after which a silent server"
                            + " counts as lost. Raise it on slow or busy machines and networks.")
            .must("between 1 and 10", v -> v >= 1 && v <= 10);

    static final Setting<Duration> ELECTION_TIMEOUT = Setting.derived(
                    "raft.election-timeout",
                    SettingType.DURATION,
                    "`1s`, times `curia.raft.multiplier`",
                    "After how long without a sign of the leader the others elect another. Heartbeats come four times as"
                            + " often, and a leader answers reads by itself for half as long. `200ms` suits servers in one"
                            + " room with disks of their own. The same on all of them.")
            .must(
                    "between 200ms and 1m",
                    v -> v.toMillis() >= RaftTimings.SHORTEST_MS && v.toMillis() <= RaftTimings.LONGEST_MS);

    static final Setting<Integer> SNAPSHOT_THRESHOLD = Setting.of(
                    "raft.snapshot-threshold",
                    SettingType.INTEGER,
                    "16384",
                    "How many entries are logged between two internal snapshots, unless they come to 256 MB, or to an"
                            + " eighth of the heap, before. Less means a faster restart, more means less writing.")
            .must("between 64 and 1000000", v -> v >= 64 && v <= 1_000_000);

    static final Setting<Integer> MAX_PENDING_ENTRIES = Setting.of(
                    "raft.max-pending-entries",
                    SettingType.INTEGER,
                    "8192",
                    "How many proposed writes may wait to be committed. Beyond it writes are refused at once with"
                            + " status 503.")
            .must("at least 1", v -> v >= 1);

    static final Setting<Long> MAX_PENDING_BYTES = Setting.of(
                    "raft.max-pending-bytes",
                    SettingType.SIZE_IN_BYTES,
                    "64MiB",
                    "How many bytes of proposed writes may wait to be committed; never more than a thirty-second part of"
                            + " the heap. Beyond it writes are refused at once with status 503.")
            .must("at least 1MiB", v -> v >= 1 << 20);

    static final Setting<Long> KV_MAX_VALUE_SIZE = Setting.of(
                    "kv.max-value-size",
                    SettingType.SIZE_IN_BYTES,
                    "524288",
                    "The largest value of the key/value store. A larger one is refused with status 413.")
            .must("between 1 byte and 64MiB", v -> v >= 1 && v <= 64 << 20);

    static final Setting<Duration> RPC_HOLD_TIMEOUT = Setting.of(
                    "rpc-hold-timeout",
                    SettingType.DURATION,
                    "7s",
                    "How long a request waits for a leader before it fails with `No cluster leader`.")
            .must("more than 0", v -> !v.isZero());

    static final Setting<Duration> TOMBSTONE_TTL = Setting.of(
                    "tombstone-ttl",
                    SettingType.DURATION,
                    "15m",
                    "How long the traces of deleted keys are kept, so that blocking queries see the deletion."
                            + " Keep it longer than the longest wait of your clients.")
            .must("at least 1s", v -> v.compareTo(Duration.ofSeconds(1)) >= 0);

    static final Setting<Boolean> ENABLE_SCRIPT_CHECKS = Setting.of(
            "agent.enable-script-checks",
            SettingType.BOOLEAN,
            "false",
            "Whether checks that are registered over HTTP may run commands on this machine. Whoever reaches the API can"
                    + " then run anything as this server's user.");

    static final Setting<Duration> SYNC_INTERVAL = Setting.of(
                    "agent.sync-interval",
                    SettingType.DURATION,
                    "1m",
                    "How often the services and checks of this agent are compared with the catalog. Changes made here"
                            + " are brought to it at once.")
            .must("at least 1s", v -> v.compareTo(Duration.ofSeconds(1)) >= 0);

    static final Setting<Duration> CHECK_UPDATE_INTERVAL = Setting.of(
            "agent.check-update-interval",
            SettingType.DURATION,
            "5m",
            "How long a check's new output may be held back from the catalog while its status stays the same;"
                    + " `0s` holds nothing back.");

    static final Setting<Duration> LEAVE_DRAIN_TIME = Setting.of(
            "leave-drain-time",
            SettingType.DURATION,
            "5s",
            "How long a server that has left its cluster goes on answering before its process ends.");

    static final Setting<Duration> STATE_COMPARISON_INTERVAL = Setting.of(
            "raft.state-comparison-interval",
            SettingType.DURATION,
            "1m",
            "How often the leader has all servers compare their states. It is less often where that would take more than a"
                    + " second of one core in a minute. `0s` is never. What the leader's setting says counts.");

    private static final List<Setting<?>> OF_THE_SERVER = List.of(
            DATACENTER,
            NODE_NAME,
            NODE_ID,
            DATA_DIR,
            BIND_ADDRESS,
            ADVERTISE_ADDRESS,
            HTTP_PORT,
            HTTP_MAX_CONNS_PER_CLIENT,
            RPC_PORT,
            RPC_ADDRESS,
            RAFT_PORT,
            BOOTSTRAP_EXPECT,
            RETRY_JOIN,
            READ_REPLICA,
            NODE_META,
            RAFT_MULTIPLIER,
            ELECTION_TIMEOUT,
            SNAPSHOT_THRESHOLD,
            MAX_PENDING_ENTRIES,
            MAX_PENDING_BYTES,
            KV_MAX_VALUE_SIZE,
            RPC_HOLD_TIMEOUT,
            TOMBSTONE_TTL,
            ENABLE_SCRIPT_CHECKS,
            SYNC_INTERVAL,
            CHECK_UPDATE_INTERVAL,
            LEAVE_DRAIN_TIME,
            STATE_COMPARISON_INTERVAL);

    private static final List<Setting<?>> ALL = Stream.of(
                    OF_THE_SERVER, AutopilotSettings.all(), SnapshotAgentSettings.all())
            .flatMap(List::stream)
            .toList();

    private KnownSettings() {}

    /** All settings, in the order of the reference page. */
    static List<Setting<?>> all() {
        return ALL;
    }

    static boolean isWildcard(String address) {
        return WILDCARDS.contains(address);
    }
}
