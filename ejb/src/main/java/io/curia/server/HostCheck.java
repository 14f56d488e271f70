package io.curia.server;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import javax.management.JMException;
import javax.management.MBeanServer;
import javax.management.ObjectName;

/**
 * What Curia asks of the WildFly and the JVM that it runs in. The server that the build provisions has it all; one that
 * the EAR was merely deployed to is told, in one line for each thing, what it lacks and how to mend it. WildFly shows its
 * configuration by JMX; where it does not, nothing is known and nothing is said.
 */
final class HostCheck {
    private static final Logger LOG = System.getLogger(HostCheck.class.getName());

    private static final String SERVER = "subsystem=undertow,server=default-server";
    private static final String LISTENER = SERVER + ",http-listener=default";
    private static final String INVOKER = SERVER + ",host=default-host,setting=http-invoker";

    /** The longest wait of a blocking query, and some. */
    private static final long LONGEST_WAIT_MILLIS = 660_000;

    /** Go's clients keep idle connections for 90 s. */
    private static final long LONGEST_IDLE_MILLIS = 120_000;

    private static final long LARGEST_ARCHIVE = 1L << 30;
    private static final long LONGEST_HEAD = 1 << 20;

    /** How long a start may take in which WildFly is waited for, in seconds. */
    static final int LONGEST_START = 600;

    private final MBeanServer beans;

    HostCheck(MBeanServer beans) {
        this.beans = beans;
    }

    /** Of the WildFly and the JVM that this code runs in. */
    static HostCheck ofThisProcess() {
        return new HostCheck(ManagementFactory.getPlatformMBeanServer());
    }

    /**
     * Logs what is amiss, once WildFly is up: before that it does not let its configuration be read. Returns at once.
     *
     * @param tries how often it is looked, each second, whether WildFly is up
     */
    void reportWhenUp(int tries) {
        if (isUp()) {
            complaints().forEach(complaint -> LOG.log(Level.WARNING, complaint));
        } else if (tries > 1) {
            CompletableFuture.delayedExecutor(1, TimeUnit.SECONDS).execute(() -> reportWhenUp(tries - 1));
        }
    }

    private boolean isUp() {
        return named("management-root=server").stream()
                .anyMatch(root -> "running".equals(attribute(root, "serverState")));
    }

    /** The port where HTTP is listened for, whatever the settings say; empty if WildFly does not tell. */
    OptionalInt httpPort() {
        for (ObjectName binding : named("socket-binding-group=*,socket-binding=http")) {
            if (attribute(binding, "bound") instanceof Boolean bound
                    && bound
                    && attribute(binding, "boundPort") instanceof Number port) {
                return OptionalInt.of(port.intValue());
            }
        }
        return OptionalInt.empty();
    }

    /** What is amiss, each with the command of jboss-cli.sh or the option that mends it. */
    List<String> complaints() {
        var complaints = new ArrayList<String>();
        for (ObjectName listener : named(LISTENER)) {
            if (attribute(listener, "maxPostSize") instanceof Number most
                    && most.longValue() > 0
                    && most.longValue() < LARGEST_ARCHIVE) {
                complaints.add("archives of more than " + most
                        + " bytes cannot be restored, and large bodies get no 413: " + write("max-post-size", "0"));
            }
            if (attribute(listener, "allowUnescapedCharactersInUrl") instanceof Boolean allowed && !allowed) {
                complaints.add("requests with characters such as ^ or | in their URL are refused: "
                        + write("allow-unescaped-characters-in-url", "true"));
            }
            need(
                    listener,
                    "readTimeout",
                    "read-timeout",
                    LONGEST_WAIT_MILLIS,
                    "blocking queries are cut off",
                    complaints);
            need(
                    listener,
                    "writeTimeout",
                    "write-timeout",
                    LONGEST_WAIT_MILLIS,
                    "blocking queries are cut off",
                    complaints);
            need(
                    listener,
                    "noRequestTimeout",
                    "no-request-timeout",
                    LONGEST_IDLE_MILLIS,
                    "idle connections of clients are closed under them",
                    complaints);
            need(listener, "maxHeaderSize", "max-header-size", LONGEST_HEAD, "long requests are refused", complaints);
        }
        if (!named(INVOKER).isEmpty()) {
            complaints.add("the HTTP port takes calls of EJBs too: " + command(INVOKER + ":remove"));
        }
        for (ObjectName connector : named("subsystem=remoting,http-connector=*")) {
            if ("default".equals(attribute(connector, "connectorRef"))) {
                complaints.add("the HTTP port speaks JBoss Remoting too, by which a stranger can end the process"
                        + " (CVE-2026-15562): use the server that ./curia build makes, or give"
                        + " /subsystem=ejb3/service=remote another connector and remove"
                        + " /subsystem=remoting/http-connector="
                        + connector.getKeyProperty("http-connector"));
            }
        }
        if (!endsWithoutMemory()) {
            complaints.add("a server without memory would stay half alive: start the JVM with"
                    + " -XX:+ExitOnOutOfMemoryError");
        }
        return complaints;
    }

    /** A number that must be large enough; 0 and less stand for no limit. */
    private void need(ObjectName bean, String name, String option, long least, String effect, List<String> complaints) {
        if (attribute(bean, name) instanceof Number value && value.longValue() > 0 && value.longValue() < least) {
            complaints.add(effect + " (" + option + " is " + value + "): " + write(option, Long.toString(least)));
        }
    }

    private boolean endsWithoutMemory() {
        return ManagementFactory.getRuntimeMXBean().getInputArguments().contains("-XX:+ExitOnOutOfMemoryError");
    }

    private static String write(String option, String value) {
        return command(LISTENER + ":write-attribute(name=" + option + ",value=" + value + ")");
    }

    /** A shell's line for an operation on what the keys name. */
    private static String command(String operation) {
        int keys = operation.indexOf(':');
        return "jboss-cli.sh --connect '/" + operation.substring(0, keys).replace(',', '/') + operation.substring(keys)
                + "'";
    }

    private Set<ObjectName> named(String keys) {
        try {
            return beans.queryNames(new ObjectName("jboss.as:" + keys), null);
        } catch (JMException e) {
            throw new IllegalArgumentException(keys, e);
        }
    }

    /** Null if there is none that can be read, which other versions of WildFly may do to any. */
    private Object attribute(ObjectName bean, String name) {
        try {
            return beans.getAttribute(bean, name);
        } catch (JMException | RuntimeException e) {
            LOG.log(Level.DEBUG, "{0} does not tell its {1}: {2}", bean, name, e);
            return null;
        }
    }
}
