package io.curia.server;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;
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

    private static final String LISTENER = "subsystem=undertow,server=default-server,http-listener=default";

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

    /** What is amiss, each with the command of jboss-cli.sh or the option that mends it. */
    List<String> complaints() {
        var complaints = new ArrayList<String>();
        for (ObjectName listener : named(LISTENER)) {
            if (attribute(listener, "enabled") instanceof Boolean enabled && enabled) {
                complaints.add("WildFly's own HTTP listener is open for what else the server has on it, such as JBoss"
                        + " Remoting, by which a stranger can end the process: "
                        + command(LISTENER, "write-attribute(name=enabled,value=false)"));
            }
        }
        if (!endsWithoutMemory()) {
            complaints.add("a server without memory would stay half alive: start the JVM with"
                    + " -XX:+ExitOnOutOfMemoryError");
        }
        return complaints;
    }

    private boolean endsWithoutMemory() {
        return ManagementFactory.getRuntimeMXBean().getInputArguments().contains("-XX:+ExitOnOutOfMemoryError");
    }

    /** An operation as jboss-cli.sh takes it. */
    private static String command(String keys, String operation) {
        return "jboss-cli.sh --connect '/" + keys.replace(',', '/') + ":" + operation + "'";
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
