package io.curia.service.agent;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.curia.cluster.NodeInfo;
import io.curia.fsm.Fsm;
import io.curia.http.Answer;
import io.curia.http.Call;
import io.curia.http.ReadOptions;
import io.curia.http.json.JsonWriter;
import io.curia.query.BlockingQueries;
import io.curia.raft.api.Cluster;
import io.curia.raft.api.ReplicatedLog;
import io.curia.state.Usage;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.lang.management.ManagementFactory;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import javax.management.JMException;
import javax.management.ObjectName;

/**
 * What this server measures, and the machine it runs on: {@code /v1/agent/metrics}, {@code host} (http-api §16). Everything
 * is looked at when it is asked for. Safe for use by any thread; never blocks.
 */
@ApplicationScoped
public class AgentMetrics {
    private static final DateTimeFormatter TIMESTAMP =
            DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss '+0000 UTC'", Locale.ROOT);
    private static final int TEN_SECONDS = 10;

    private final ReplicatedLog log;
    private final Cluster cluster;
    private final Fsm fsm;
    private final BlockingQueries queries;
    private final NodeInfo node;

    /** Made by the container, or by hand from its parts. */
    @Inject
    public AgentMetrics(ReplicatedLog log, Cluster cluster, Fsm fsm, BlockingQueries queries, NodeInfo node) {
        this.log = log;
        this.cluster = cluster;
        this.fsm = fsm;
        this.queries = queries;
        this.node = node;
    }

    /** All gauges, as JSON or, with {@code format=prometheus}, as text for Prometheus. */
    public Answer metrics(Call call) {
        ReadOptions options = call.options();
        return call.params().text("format").equals("prometheus") ? prometheus() : json(options);
    }

    private Answer json(ReadOptions options) {
        long second = Instant.now().getEpochSecond();
        var time = Instant.ofEpochSecond(second - second % TEN_SECONDS).atOffset(ZoneOffset.UTC);
        var json = new JsonWriter(2048, options.pretty()).beginObject();
        json.name("Timestamp").value(TIMESTAMP.format(time));
        json.name("Gauges").beginArray();
        gauges().forEach((name, value) -> {
            json.beginObject();
            json.name("Name").value(name);
            json.name("Value").decimal(value);
            json.name("Labels").map(Map.of());
            json.endObject();
        });
        json.endArray();
        for (String kind : List.of("Points", "Counters", "Samples")) {
            json.name(kind).beginArray().endArray();
        }
        return Answer.json(json.endObject().finish());
    }

    private Answer prometheus() {
        var text = new StringBuilder();
        gauges().forEach((name, value) -> {
            String plain = name.replaceAll("[^a-zA-Z0-9_]", "_");
            text.append("# HELP ").append(plain).append(' ').append(plain).append('\n');
            text.append("# TYPE ").append(plain).append(" gauge\n");
            text.append(plain).append(' ').append(value).append('\n');
        });
        return Answer.of(
                200,
                "text/plain; version=0.0.4; charset=utf-8",
                List.of(),
                text.toString().getBytes(UTF_8));
    }

    /** All that is measured, by name. */
    private Map<String, Double> gauges() {
        Map<String, Double> gauges = new TreeMap<>();
        var heap = ManagementFactory.getMemoryMXBean().getHeapMemoryUsage();
        gauges.put("consul.runtime.alloc_bytes", (double) heap.getUsed());
        gauges.put("consul.runtime.sys_bytes", (double) heap.getCommitted());
        gauges.put("consul.runtime.num_threads", (double)
                ManagementFactory.getThreadMXBean().getThreadCount());
        long collections = 0;
        long pause = 0;
        for (var collector : ManagementFactory.getGarbageCollectorMXBeans()) {
            collections += Math.max(0, collector.getCollectionCount());
            pause += Math.max(0, collector.getCollectionTime());
        }
        gauges.put("consul.runtime.total_gc_runs", (double) collections);
        gauges.put("consul.runtime.total_gc_pause_ns", pause * 1e6);
        gauges.put("consul.raft.applied_index", (double) log.lastApplied());
        gauges.put("consul.raft.term", (double) cluster.term());
        gauges.put("consul.raft.peers", (double) cluster.servers().size());
        gauges.put("consul.raft.leader.lastContact", (double) log.lastContactMs());
        gauges.put("consul.server.isLeader", cluster.isLeader() ? 1.0 : 0.0);
        gauges.put("consul.rpc.queries_blocking", (double) queries.waiting());
        gauges.put("consul.members.servers", (double)
                cluster.members().stream().filter(member -> member.alive()).count());
        if (log.lastContactMs() >= 0) {
            putState(gauges);
        }
        return gauges;
    }

    /** Of a state only: a server that has none does not know that there are no services. */
    private void putState(Map<String, Double> gauges) {
        var txn = fsm.store().read();
        gauges.put("consul.state.nodes", (double) Usage.count(txn, "nodes"));
        gauges.put("consul.state.services", (double) Usage.count(txn, "service-names"));
        gauges.put("consul.state.service_instances", (double) Usage.count(txn, "services"));
        gauges.put("consul.state.kv_entries", (double) Usage.count(txn, "kvs"));
    }

    /** The machine: its name, processors, memory and disk, as far as the JVM knows them. */
    public Answer host(Call call) {
        ReadOptions options = call.options();
        long started = System.nanoTime();
        var json = new JsonWriter(1024, options.pretty()).beginObject();
        memory(json.name("Memory"));
        processors(json.name("CPU"));
        host(json.name("Host"));
        disk(json.name("Disk"));
        json.name("CollectionTime").value(System.nanoTime() - started);
        json.name("Errors").nullValue();
        return Answer.json(json.endObject().finish());
    }

    private static void memory(JsonWriter json) {
        long total = systemAttribute("TotalMemorySize");
        long free = systemAttribute("FreeMemorySize");
        json.beginObject();
        json.name("total").value(total);
        json.name("available").value(free);
        json.name("used").value(total - free);
        json.name("usedPercent").decimal(total == 0 ? 0 : 100.0 * (total - free) / total);
        json.name("free").value(free);
        json.endObject();
    }

    /** Asked for by its name, for the interface is not of the platform but of some JVMs; 0 if this one has it not. */
    private static long systemAttribute(String name) {
        try {
            var bean = new ObjectName(ManagementFactory.OPERATING_SYSTEM_MXBEAN_NAME);
            return ManagementFactory.getPlatformMBeanServer().getAttribute(bean, name) instanceof Number number
                    ? number.longValue()
                    : 0;
        } catch (JMException e) {
            return 0;
        }
    }

    private static void processors(JsonWriter json) {
        json.beginArray();
        for (int i = 0; i < Runtime.getRuntime().availableProcessors(); i++) {
            json.beginObject().name("cpu").value(i).endObject();
        }
        json.endArray();
    }

    private void host(JsonWriter json) {
        json.beginObject();
        json.name("hostname").value(hostName());
        json.name("os").value(System.getProperty("os.name").toLowerCase(Locale.ROOT));
        json.name("kernelVersion").value(System.getProperty("os.version"));
        json.name("kernelArch").value(System.getProperty("os.arch"));
        json.name("hostid").value(node.nodeId());
        json.endObject();
    }

    private static String hostName() {
        try {
            return InetAddress.getLocalHost().getHostName();
        } catch (UnknownHostException e) {
            return "";
        }
    }

    private static void disk(JsonWriter json) {
        var disk = Path.of("").toAbsolutePath().toFile();
        json.beginObject();
        json.name("path").value(disk.getPath());
        json.name("total").value(disk.getTotalSpace());
        json.name("free").value(disk.getUsableSpace());
        json.name("used").value(disk.getTotalSpace() - disk.getFreeSpace());
        json.endObject();
    }
}
