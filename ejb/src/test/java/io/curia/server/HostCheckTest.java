package io.curia.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import javax.management.Attribute;
import javax.management.AttributeList;
import javax.management.AttributeNotFoundException;
import javax.management.DynamicMBean;
import javax.management.JMException;
import javax.management.MBeanInfo;
import javax.management.MBeanServer;
import javax.management.MBeanServerFactory;
import javax.management.ObjectName;
import org.junit.jupiter.api.Test;

/** What is said of a WildFly, by the beans that it shows of itself. */
class HostCheckTest {
    private static final String LISTENER = "subsystem=undertow,server=default-server,http-listener=default";
    private static final String MEMORY =
            "a server without memory would stay half alive: start the JVM with -XX:+ExitOnOutOfMemoryError";

    private final MBeanServer beans = MBeanServerFactory.newMBeanServer();
    private final HostCheck check = new HostCheck(beans);

    /** Shows a configuration, as WildFly does. */
    private record Shown(Map<String, Object> values) implements DynamicMBean {
        @Override
        public Object getAttribute(String name) throws AttributeNotFoundException {
            if (!values.containsKey(name)) {
                throw new AttributeNotFoundException(name);
            }
            return values.get(name);
        }

        @Override
        public MBeanInfo getMBeanInfo() {
            return new MBeanInfo(Shown.class.getName(), "", null, null, null, null);
        }

        @Override
        public void setAttribute(Attribute attribute) {
            throw new UnsupportedOperationException();
        }

        @Override
        public AttributeList getAttributes(String[] names) {
            throw new UnsupportedOperationException();
        }

        @Override
        public AttributeList setAttributes(AttributeList attributes) {
            throw new UnsupportedOperationException();
        }

        @Override
        public Object invoke(String action, Object[] parameters, String[] signature) {
            throw new UnsupportedOperationException();
        }
    }

    private void show(String keys, Map<String, Object> values) throws JMException {
        beans.registerMBean(new Shown(values), new ObjectName("jboss.as:" + keys));
    }

    @Test
    void theServerOfTheBuildSuits() throws JMException {
        show(LISTENER, Map.of("enabled", false));
        assertThat(check.complaints()).containsExactly(MEMORY);
    }

    @Test
    void aStockServerIsToldWhatToChange() throws JMException {
        show(LISTENER, Map.of("enabled", true));
        assertThat(check.complaints())
                .containsExactly(
                        "WildFly's own HTTP listener is open for what else the server has on it, such as JBoss"
                                + " Remoting, by which a stranger can end the process: jboss-cli.sh --connect"
                                + " '/subsystem=undertow/server=default-server/http-listener=default"
                                + ":write-attribute(name=enabled,value=false)'",
                        MEMORY);
    }

    @Test
    void aServerThatTellsNothingIsNotComplainedAbout() throws JMException {
        show(LISTENER, Map.of());
        assertThat(check.complaints()).containsExactly(MEMORY);
    }
}
