package io.curia.state;

import static io.curia.state.CatalogFixture.ID_1;
import static io.curia.state.CatalogFixture.ID_2;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.curia.model.ByteString;
import io.curia.model.HealthCheck;
import io.curia.model.KvEntry;
import io.curia.model.Node;
import io.curia.model.NodeService;
import io.curia.model.Session;
import io.curia.model.TxnError;
import io.curia.model.TxnOp;
import io.curia.model.TxnResponse;
import io.curia.model.TxnResult;
import io.curia.model.Weights;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class TransactionsTest {
    private final CatalogFixture catalog = new CatalogFixture();

    @BeforeEach
    void aNode() {
        catalog.node(1, "n");
    }

    @Test
    void resultsComeInOrderAndWritesDoNotRepeatTheirValues() {
        var response = run(
                5,
                key("set", "a", "1", 0),
                key("cas", "b", "2", 0),
                key("get", "a", null, 0),
                key("delete", "b", null, 0),
                key("get-tree", "", null, 0));
        assertThat(response.errors()).isEmpty();
        assertThat(response.results())
                .containsExactly(row("a", null, 5), row("b", null, 5), row("a", "1", 5), row("a", "1", 5));
    }

    @Test
    void allFailuresAreListedAndNothingChanges() {
        run(5, key("set", "k", "1", 0));
        var response = run(
                6,
                key("set", "new", "1", 0),
                key("get", "new", null, 0),
                key("get", "missing", null, 0),
                key("cas", "k", "2", 9),
                key("delete-cas", "k", null, 9),
                key("check-not-exists", "k", null, 0),
                key("check-index", "k", null, 9),
                key("check-index", "none", null, 9),
                key("bogus", "k", null, 0),
                key("set", "", "1", 0),
                new TxnOp.OfNothing());
        assertThat(response)
                .isEqualTo(errors(
                        error(2, "key \"missing\" doesn't exist"),
                        error(3, "failed to set key \"k\", index is stale"),
                        error(4, "failed to delete key \"k\", index is stale"),
                        error(5, "key \"k\" exists"),
                        error(6, "failed index check for key \"k\", current modify index 5 != 9"),
                        error(7, "failed to check index, key \"none\" doesn't exist"),
                        error(8, "unknown KV verb \"bogus\""),
                        error(9, "Must provide key"),
                        error(10, "no operation specified")));
        assertThat(catalog.key("new")).isNull();
        assertThat(catalog.bumpedAt(6)).isEmpty();
    }

    @Test
    void locksFollowTheRulesOfSessions() {
        catalog.session(2, Session.of(ID_1, "n", null));
        assertThat(run(5, held("lock", "k", ID_1), held("check-session", "k", ID_1))
                        .errors())
                .isEmpty();
        assertThat(run(
                        6,
                        held("lock", "k", ID_2),
                        held("lock", "m", ""),
                        held("unlock", "k", ID_2),
                        held("check-session", "k", ID_2),
                        held("check-session", "none", ID_2)))
                .isEqualTo(errors(
                        error(0, "invalid session \"" + ID_2 + "\""),
                        error(1, "missing session"),
                        error(2, "failed to unlock key \"k\", lock isn't held, or is held by another session"),
                        error(
                                3,
                                "failed session check for key \"k\", current session \"" + ID_1 + "\" != \"" + ID_2
                                        + "\""),
                        error(4, "failed to check session, key \"none\" doesn't exist")));
        catalog.session(7, Session.of(ID_2, "n", null));
        assertThat(run(8, held("lock", "k", ID_2)))
                .isEqualTo(errors(error(0, "failed to lock key \"k\", lock is already held")));
        assertThat(run(9, held("unlock", "k", ID_1), held("lock", "k", ID_2)).errors())
                .isEmpty();
        assertThat(catalog.key("k").session()).isEqualTo(ID_2);
    }

    @Test
    void theCatalogIsWrittenAndReadLikeKeys() {
        var node = Node.of("x", "10.0.0.2").withId(ID_1);
        var service = NodeService.of("w1", "web", 80);
        var check = HealthCheck.of("x", "c", "w1", "passing");
        var response = run(
                5,
                new TxnOp.OfNode("set", node),
                new TxnOp.OfService("cas", "x", service),
                new TxnOp.OfCheck("set", check),
                new TxnOp.OfNode("get", Node.of("whatever", "").withId(ID_1)),
                new TxnOp.OfCheck("delete", check));
        var stored = new TxnResult.OfNode(node.withIndexes(5, 5));
        assertThat(response.errors()).isEmpty();
        assertThat(response.results())
                .containsExactly(
                        stored,
                        new TxnResult.OfService(
                                service.withWeights(Weights.DEFAULT).withIndexes(5, 5)),
                        new TxnResult.OfCheck(check.withService(service).withIndexes(5, 5)),
                        stored);
    }

    @Test
    void theCatalogRefusesInItsOwnWords() {
        var stale = 9L;
        assertThat(run(
                        5,
                        new TxnOp.OfNode("cas", Node.of("n", "").withIndexes(0, stale)),
                        new TxnOp.OfNode("delete-cas", Node.of("n", "").withIndexes(0, stale)),
                        new TxnOp.OfNode("get", Node.of("x", "")),
                        new TxnOp.OfNode("bogus", Node.of("x", "")),
                        new TxnOp.OfService("set", "x", NodeService.of("w", "web", 1)),
                        new TxnOp.OfService("delete-cas", "n", NodeService.of("w", "web", 1)),
                        new TxnOp.OfService("get", "n", NodeService.of("w", "", 1)),
                        new TxnOp.OfService("bogus", "n", NodeService.of("w", "", 1)),
                        new TxnOp.OfCheck(
                                "cas", HealthCheck.of("n", "c", "", "").withIndexes(0, stale)),
                        new TxnOp.OfCheck("get", HealthCheck.of("n", "c", "", "")),
                        new TxnOp.OfCheck("bogus", HealthCheck.of("n", "c", "", "")),
                        new TxnOp.OfCheck("set", HealthCheck.of("n", "c", "w", ""))))
                .isEqualTo(errors(
                        error(0, "failed to set node \"n\", index is stale"),
                        error(1, "failed to delete node \"n\", index is stale"),
                        error(2, "node \"x\" doesn't exist"),
                        error(3, "unknown Node verb \"bogus\""),
                        error(4, "Missing node registration"),
                        error(5, "failed to delete service \"w\" on node \"n\", index is stale"),
                        error(6, "service \"w\" on node \"n\" doesn't exist"),
                        error(7, "unknown Service verb \"bogus\""),
                        error(8, "failed to set check \"c\" on node \"n\", index is stale"),
                        error(9, "check \"c\" on node \"n\" doesn't exist"),
                        error(10, "unknown Check verb \"bogus\""),
                        error(11, "Missing service registration")));
    }

    @Test
    void aSessionIsDeletedWithoutItsLocks() {
        catalog.session(2, Session.of(ID_1, "n", null));
        catalog.lock(3, "k", ID_1);
        assertThat(run(5, new TxnOp.OfSession("delete", Session.ofId(ID_1)))).isEqualTo(errors());
        assertThat(Sessions.exists(catalog.read(), ID_1)).isFalse();
        assertThat(catalog.key("k").session()).isEqualTo(ID_1);
    }

    @Test
    void readsNeedNoChange() {
        run(5, key("set", "k", "1", 0));
        var reads = List.<TxnOp>of(
                key("get", "k", null, 0), key("check-index", "k", null, 5), key("get-or-empty", "none", null, 0));
        assertThat(reads).allMatch(TxnOp::isRead);
        assertThat(Transactions.read(catalog.read(), reads).results())
                .containsExactly(
                        row("k", "1", 5),
                        row("k", null, 5),
                        new TxnResult.OfKey(KvEntry.ofKey(ByteString.of("none"), 0)));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Transactions.read(catalog.read(), List.of(key("set", "k", "1", 0))));
    }

    private TxnResponse run(long index, TxnOp... ops) {
        return catalog.answered(index, change -> Transactions.apply(change, List.of(ops)));
    }

    private static TxnOp key(String verb, String key, String value, long modifyIndex) {
        var bytes = value == null ? null : ByteString.of(value);
        return new TxnOp.OfKey(verb, new KvEntry(ByteString.of(key), bytes, 0, 0, "", 0, modifyIndex));
    }

    private static TxnOp held(String verb, String key, String session) {
        return new TxnOp.OfKey(verb, new KvEntry(ByteString.of(key), null, 0, 0, session, 0, 0));
    }

    private static TxnResult row(String key, String value, long index) {
        var bytes = value == null ? null : ByteString.of(value);
        return new TxnResult.OfKey(new KvEntry(ByteString.of(key), bytes, 0, 0, "", index, index));
    }

    private static TxnError error(int op, String what) {
        return new TxnError(op, what);
    }

    private static TxnResponse errors(TxnError... errors) {
        return new TxnResponse(List.of(), List.of(errors));
    }
}
