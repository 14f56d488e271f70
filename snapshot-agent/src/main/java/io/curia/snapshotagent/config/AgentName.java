package io.curia.snapshotagent.config;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Locale;
import java.util.Objects;
import java.util.concurrent.ThreadLocalRandom;
import java.util.regex.Pattern;

/**
 * What tells an agent from the others that use the same server.
 *
 * @param place where it runs: a node of the cluster, or a machine
 * @param process eight hexadecimal digits that tell one process there from the others; empty for the only agent of a node
 */
public record AgentName(String place, String process) {
    private static final Pattern PROCESS = Pattern.compile("[0-9a-f]{8}");

    public AgentName {
        Objects.requireNonNull(place);
        if (!process.isEmpty() && !PROCESS.matcher(process).matches()) {
            throw new IllegalArgumentException("no eight hexadecimal digits: " + process);
        }
    }

    /** The agent inside a server, which bears the same name at each start. */
    public static AgentName ofNode(String node) {
        return new AgentName(node, "");
    }

    /** The agent that this process is; another name each time this is called. */
    public static AgentName ofProcess() {
        int random = ThreadLocalRandom.current().nextInt();
        return new AgentName(machine(), String.format(Locale.ROOT, "%08x", random));
    }

    /** The name of this machine. */
    public static String machine() {
        try {
            return InetAddress.getLocalHost().getHostName();
        } catch (UnknownHostException e) {
            return "local";
        }
    }

    /** The id of the service under which the agent is registered. */
    public String serviceId(String service) {
        return common(service) + process;
    }

    /** Whether an id is that of another process of the same place; never if this agent is that of a node. */
    public boolean isOfAnotherProcess(String service, String id) {
        String common = common(service);
        return !process.isEmpty()
                && id.startsWith(common)
                && PROCESS.matcher(id.substring(common.length())).matches()
                && !id.equals(serviceId(service));
    }

    private String common(String service) {
        return service + "-" + place + (process.isEmpty() ? "" : "-");
    }
}
