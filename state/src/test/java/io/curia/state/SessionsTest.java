package io.curia.state;

import static io.curia.state.CatalogFixture.ID_1;
import static io.curia.state.CatalogFixture.ID_2;
import static io.curia.state.CatalogFixture.SECOND;
import static io.curia.state.CatalogFixture.fired;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.curia.memdb.WatchSet;
import io.curia.model.ByteString;
import io.curia.model.Session;
import io.curia.model.SessionServiceCheck;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class SessionsTest {
    private final CatalogFixture catalog = new CatalogFixture();

    @BeforeEach
    void aNodeWithChecks() {
        catalog.node(1, "n");
        catalog.service(2, "n", "w1", "web");
        catalog.check(3, "n", "serfHealth", "", "passing");
        catalog.check(4, "n", "web", "w1", "passing");
        catalog.check(5, "n", "bad", "", "critical");
    }

    @Test
    void creatingBumpsSessionsAlone() {
        catalog.session(10, Session.of(ID_1, "n", List.of("serfHealth")));
        var session = Session.of(ID_1, "n", List.of("serfHealth")).withIndexes(10, 10);
        assertThat(Sessions.get(catalog.read(), ID_1, null)).isEqualTo(new Indexed<>(10, session));
        assertThat(Sessions.list(catalog.read(), null).value()).containsExactly(session);
        assertThat(Sessions.ofNode(catalog.read(), "N", null).value()).containsExactly(session);
        assertThat(catalog.bumpedAt(10)).containsOnlyKeys("sessions");
    }

    @Test
    void whatCannotBeIsRefused() {
        refused("Missing node registration", Session.of(ID_1, "nowhere", null));
        refused("Missing check 'nope' registration", Session.of(ID_1, "n", List.of("serfHealth", "nope")));
        refused("Check 'bad' is in critical state", Session.of(ID_1, "n", List.of("bad")));
        refused("Invalid session behavior: keep", Session.of(ID_1, "n", null).withBehavior("keep", 0));
        assertThatExceptionOfType(StateException.class)
                .isThrownBy(() -> catalog.session(10, Session.of("short", "n", null)))
                .withMessageContaining("UUID must be 36 characters");
        assertThatExceptionOfType(StateException.class)
                .isThrownBy(() -> catalog.write(10, change -> Sessions.destroy(change, "short")))
                .withMessage("failed session lookup: index error: UUID must be 36 characters");
    }

    @Test
    void dependsOnChecksOfAllForms() {
        var checks = List.of(new SessionServiceCheck("web", ""));
        catalog.session(10, new Session(ID_1, "", "n", 0, "", "", List.of("serfHealth"), checks, List.of("web"), 0, 0));
        assertThat(catalog.read().count(SessionTables.CHECKS)).isEqualTo(2);
        assertThat(Sessions.get(catalog.read(), ID_1, null).value().behavior()).isEqualTo("release");
        catalog.write(11, change -> Services.delete(change, "n", "w1"));
        assertThat(Sessions.exists(catalog.read(), ID_1)).isFalse();
        assertThat(catalog.read().count(SessionTables.CHECKS)).isZero();
    }

    @Test
    void destroyingReleasesLocks() {
        catalog.session(10, Session.of(ID_1, "n", null));
        assertThat(catalog.lock(11, "k", ID_1)).isTrue();
        destroy(12, ID_1);
        assertThat(catalog.key("k"))
                .extracting("session", "lockIndex", "createIndex", "modifyIndex")
                .containsExactly("", 1L, 11L, 12L);
        assertThat(catalog.bumpedAt(12)).containsOnlyKeys("sessions", "kvs");
        destroy(13, ID_1);
        assertThat(catalog.bumpedAt(13)).isEmpty();
    }

    @Test
    void destroyingDeletesKeysIfToldTo() {
        catalog.session(10, Session.of(ID_1, "n", null).withBehavior(Session.DELETE, 0));
        catalog.lock(11, "k", ID_1);
        destroy(12, ID_1);
        assertThat(catalog.key("k")).isNull();
        assertThat(catalog.bumpedAt(12)).containsOnlyKeys("sessions", "kvs", "tombstones");
    }

    @Test
    void aLockPassesFromSessionToSession() {
        catalog.session(10, Session.of(ID_1, "n", null));
        catalog.session(11, Session.of(ID_2, "n", null));
        assertThat(catalog.lock(12, "k", ID_1)).isTrue();
        assertThat(catalog.lock(13, "k", ID_2)).isFalse();
        assertThat(catalog.lock(14, "k", ID_1)).isTrue();
        assertThat(catalog.bumpedAt(14)).isEmpty();
        destroy(15, ID_1);
        assertThat(catalog.lock(16, "k", ID_2)).isTrue();
        assertThat(catalog.key("k").lockIndex()).isEqualTo(2);
    }

    @Test
    void lockDelayForbidsLockingForAWhile() {
        catalog.session(10, Session.of(ID_1, "n", null).withBehavior(Session.RELEASE, 15 * SECOND));
        catalog.lock(11, "k", ID_1);
        var delays = catalog.store.lockDelays();
        assertThat(delays.isDelayed(ByteString.of("k"))).isFalse();
        catalog.write(12, change -> Nodes.delete(change, "n"));
        assertThat(delays.isDelayed(ByteString.of("k"))).isTrue();
        assertThat(delays.isDelayed(ByteString.of("other"))).isFalse();
        catalog.nanos.addAndGet(15 * SECOND);
        assertThat(delays.isDelayed(ByteString.of("k"))).isFalse();
    }

    @Test
    void lockDelayIsNoLongerThanAMinute() {
        catalog.session(10, Session.of(ID_1, "n", null).withBehavior(Session.RELEASE, 3600 * SECOND));
        catalog.lock(11, "k", ID_1);
        destroy(12, ID_1);
        catalog.nanos.addAndGet(60 * SECOND);
        assertThat(catalog.store.lockDelays().isDelayed(ByteString.of("k"))).isFalse();
    }

    @Test
    void lockDelaysThatAreOverAreForgotten() {
        catalog.session(10, Session.of(ID_1, "n", null).withBehavior(Session.RELEASE, SECOND));
        for (int i = 0; i < 1023; i++) {
            catalog.lock(11 + i, "k" + i, ID_1);
        }
        destroy(5000, ID_1);
        assertThat(catalog.store.lockDelays().size()).isEqualTo(1023);
        catalog.nanos.addAndGet(SECOND);
        catalog.session(5001, Session.of(ID_2, "n", null).withBehavior(Session.RELEASE, SECOND));
        catalog.lock(5002, "last", ID_2);
        destroy(5003, ID_2);
        assertThat(catalog.store.lockDelays().size()).isEqualTo(1);
    }

    @Test
    void anAbandonedChangeLeavesNoDelay() {
        catalog.session(10, Session.of(ID_1, "n", null).withBehavior(Session.RELEASE, SECOND));
        catalog.lock(11, "k", ID_1);
        catalog.write(12, change -> {
            Sessions.destroy(change, ID_1);
            change.rollBack();
        });
        assertThat(Sessions.exists(catalog.read(), ID_1)).isTrue();
        assertThat(catalog.store.lockDelays().isDelayed(ByteString.of("k"))).isFalse();
    }

    @Test
    void readersAreWokenByTheirSessionsAlone() {
        var one = new WatchSet();
        var ofNode = new WatchSet();
        var all = new WatchSet();
        catalog.node(9, "m");
        Sessions.get(catalog.read(), ID_1, one);
        Sessions.ofNode(catalog.read(), "n", ofNode);
        Sessions.list(catalog.read(), all);
        catalog.session(10, Session.of(ID_2, "m", null));
        assertThat(List.of(fired(one), fired(ofNode), fired(all))).containsExactly(false, false, true);
        catalog.session(11, Session.of(ID_1, "n", null));
        assertThat(List.of(fired(one), fired(ofNode))).containsExactly(true, true);
    }

    private void destroy(long index, String id) {
        catalog.write(index, change -> Sessions.destroy(change, id));
    }

    private void refused(String message, Session session) {
        assertThatExceptionOfType(StateException.class)
                .isThrownBy(() -> catalog.session(10, session))
                .withMessage(message);
    }
}
