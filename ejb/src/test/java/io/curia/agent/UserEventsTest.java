package io.curia.agent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.curia.model.ByteString;
import io.curia.model.NodeService;
import io.curia.raft.api.GossipChannel;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class UserEventsTest {
    /** Servers that all hear everything at once. */
    private static final class Everybody implements GossipChannel {
        private final List<Consumer<byte[]>> listeners = new ArrayList<>();

        @Override
        public void publish(byte[] message) {
            listeners.forEach(listener -> listener.accept(message));
        }

        @Override
        public void subscribe(Consumer<byte[]> listener) {
            listeners.add(listener);
        }
    }

    private final Everybody channel = new Everybody();
    private final LocalState state = new LocalState();
    private final UserEvents here = UserEvents.start(channel, "node-1", state);
    private final UserEvents there = UserEvents.start(channel, "node-2", new LocalState());

    private static UserEvent event(String name, String node, String service, String tag) {
        return new UserEvent(UUID.randomUUID().toString(), name, ByteString.of("data"), node, service, tag, 0);
    }

    @Test
    void anEventReachesEveryServerWithALaterTimeThanThoseBefore() {
        here.fire(event("first", "", "", ""));
        there.fire(event("second", "", "", ""));
        for (var events : List.of(here, there)) {
            assertThat(events.list()).extracting(UserEvent::name).containsExactly("first", "second");
            assertThat(events.list()).extracting(UserEvent::time).containsExactly(1L, 2L);
            assertThat(events.list().get(0).payload()).isEqualTo(ByteString.of("data"));
        }
    }

    @Test
    void onlyTheLastEventsAreKept() {
        for (int i = 0; i < 300; i++) {
            here.fire(event("e" + i, "", "", ""));
        }
        assertThat(here.list()).hasSize(256);
        assertThat(here.list().get(0).name()).isEqualTo("e44");
        assertThat(here.list().get(255).name()).isEqualTo("e299");
    }

    @ParameterizedTest
    @CsvSource({
        "node-1,'','',true",
        "node-2,'','',false",
        "node,'','',true",
        "'',web,'',true",
        "'',db,'',false",
        "'',web,v1,true",
        "'',web,v2,false",
        "node-1,^w.b$,v,true"
    })
    void filtersSayWhomItConcerns(String node, String service, String tag, boolean concerned) {
        state.put(NodeService.of("w", "web", 80).withTags(List.of("v1")));
        here.fire(event("e", node, service, tag));
        assertThat(here.list()).hasSize(concerned ? 1 : 0);
    }

    @Test
    void wrongFiltersAndLargeEventsAreRefused() {
        assertThatThrownBy(() -> here.fire(event("e", "[", "", ""))).hasMessageStartingWith("Invalid node filter: ");
        assertThatThrownBy(() -> here.fire(event("e", "", "", "v1")))
                .hasMessage("Cannot provide tag filter without service filter");
        assertThatThrownBy(() -> here.fire(event("e".repeat(600), "", "", "")))
                .hasMessageContaining("exceeds configured limit");
        assertThat(here.list()).isEmpty();
    }

    @Test
    void theIndexCombinesTheHalvesOfTheId() {
        var event = new UserEvent("00000000-0000-0001-8000-000000000003", "e", ByteString.EMPTY, "", "", "", 0);
        assertThat(Long.toHexString(event.index())).isEqualTo("8000000000000002");
    }

    @Test
    void whatIsNoEventIsLeftOut() {
        channel.publish(new byte[] {1, 2, 3});
        assertThat(here.list()).isEmpty();
    }
}
