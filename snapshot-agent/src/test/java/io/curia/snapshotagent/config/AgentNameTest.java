package io.curia.snapshotagent.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class AgentNameTest {
    private static final AgentName PROCESS = new AgentName("host", "0123abcd");

    @Test
    void eachProcessHasANameOfItsOwnAndANodesAgentAlwaysTheSame() {
        assertThat(AgentName.ofProcess().serviceId("s"))
                .startsWith("s-" + AgentName.machine() + "-")
                .isNotEqualTo(AgentName.ofProcess().serviceId("s"));
        assertThat(PROCESS.serviceId("consul-snapshot")).isEqualTo("consul-snapshot-host-0123abcd");
        assertThat(AgentName.ofNode("host").serviceId("consul-snapshot")).isEqualTo("consul-snapshot-host");
        assertThatThrownBy(() -> new AgentName("host", "2")).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void aProcessKnowsTheOthersOfItsMachine() {
        assertThat(PROCESS.isOfAnotherProcess("s", "s-host-ffffffff")).isTrue();
        for (String other : new String[] {
            "s-host-0123abcd",
            "s-host",
            "s-host-",
            "s-host-fffffff",
            "s-host-ffffffff1",
            "s-other-ffffffff",
            "t-host-ffffffff"
        }) {
            assertThat(PROCESS.isOfAnotherProcess("s", other)).as(other).isFalse();
        }
        assertThat(AgentName.ofNode("host").isOfAnotherProcess("s", "s-host-ffffffff"))
                .isFalse();
    }
}
