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
        show(
                LISTENER,
                Map.of(
                        "maxPostSize",
                        0L,
                        "allowUnescapedCharactersInUrl",
                        true,
                        "readTimeout",
                        660_000,
                        "writeTimeout",
                        660_000,
                        "noRequestTimeout",
                        120_000,
                        "maxHeaderSize",
                        1_048_576));
        show("subsystem=remoting,http-connector=closed", Map.of("connectorRef", "closed"));
        assertThat(check.complaints()).containsExactly(MEMORY);
    }

    @Test
    void aStockServerIsToldWhatToChange() throws JMException {
        show(
                LISTENER,
                Map.of(
                        "maxPostSize",
                        10_485_760L,
                        "allowUnescapedCharactersInUrl",
                        false,
                        "readTimeout",
                        90_000,
                        "writeTimeout",
                        0,
                        "noRequestTimeout",
                        60_000,
                        "maxHeaderSize",
                        51_200));
        show("subsystem=undertow,server=default-server,host=default-host,setting=http-invoker", Map.of());
        show("subsystem=remoting,http-connector=http-remoting-connector", Map.of("connectorRef", "default"));
        String write = "jboss-cli.sh --connect '/subsystem=undertow/server=default-server/http-listener=default"
                + ":write-attribute(name=";
        assertThat(check.complaints())
                .containsExactly(
                        "archives of more than 10485760 bytes cannot be restored, and large bodies get no 413: " + write
                                + "max-post-size,value=0)'",
                        "requests with characters such as ^ or | in their URL are refused: " + write
                                + "allow-unescaped-characters-in-url,value=true)'",
                        "blocking queries are cut off (read-timeout is 90000): " + write
                                + "read-timeout,value=660000)'",
                        "idle connections of clients are closed under them (no-request-timeout is 60000): " + write
                                + "no-request-timeout,value=120000)'",
                        "long requests are refused (max-header-size is 51200): " + write
                                + "max-header-size,value=1048576)'",
                        "the HTTP port takes calls of EJBs too: jboss-cli.sh --connect"
                            + " '/subsystem=undertow/server=default-server/host=default-host/setting=http-invoker:remove'",
                        "the HTTP port speaks JBoss Remoting too, by which a stranger can end the process"
                                + " (CVE-2026-15562): use the server that ./curia build makes, or give"
                                + " /subsystem=ejb3/service=remote another connector and remove"
                                + " /subsystem=remoting/http-connector=http-remoting-connector",
                        MEMORY);
    }

    @Test
    void aServerThatTellsNothingIsNotComplainedAbout() throws JMException {
        show(LISTENER, Map.of());
        assertThat(check.complaints()).containsExactly(MEMORY);
        assertThat(check.httpPort()).isEmpty();
    }

    @Test
    void thePortIsTheOneThatIsBound() throws JMException {
        show(
                "socket-binding-group=standard-sockets,socket-binding=management",
                Map.of("bound", true, "boundPort", 9990));
        show("socket-binding-group=standard-sockets,socket-binding=http", Map.of("bound", true, "boundPort", 8180));
        assertThat(check.httpPort()).hasValue(8180);
    }

    @Test
    void aPortThatIsNotBoundIsNotKnown() throws JMException {
        show("socket-binding-group=standard-sockets,socket-binding=http", Map.of("bound", false, "boundPort", 0));
        assertThat(check.httpPort()).isEmpty();
    }
}
