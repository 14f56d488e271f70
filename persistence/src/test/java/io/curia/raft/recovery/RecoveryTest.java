package io.curia.raft.recovery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.curia.fsm.kv.KvsCommand;
import io.curia.fsm.kv.KvsOp;
import io.curia.fsm.standard.StandardFsm;
import io.curia.model.ByteString;
import io.curia.model.KvEntry;
import io.curia.raft.RaftEngines;
import io.curia.raft.api.RaftServer;
import io.curia.raft.recovery.RecoveringServers.Server;
import io.curia.raft.storage.DataDirectory;
import io.curia.raft.storage.EntryKind;
import io.curia.raft.storage.RaftFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A group that is founded anew from what one server has of it. */
@Timeout(300)
class RecoveryTest {
    @TempDir
    Path dir;

    private RecoveringServers all;
    private List<Server> servers;
    private List<String> fatal;

    @BeforeEach
    void prepare() {
        all = new RecoveringServers(dir);
        servers = all.servers;
        fatal = all.fatal;
    }

    @AfterEach
    void stopAll() {
        all.close();
    }

    /** Writes an entry behind the end of a stopped server's log, as a leader does whom nobody answers. */
    private static long appendUncommitted(Server server, String key) throws IOException {
        try (var files = new RaftFiles(
                DataDirectory.open(server.dataDir),
                server.id,
                RaftFiles.segmentBytes(1 << 20),
                RaftFiles.NOBODY_LISTENS)) {
            var id = files.groupsOnDisk().stream()
                    .filter(group -> group.name().equals("curia"))
                    .findFirst()
                    .orElseThrow();
            var log = files.restore(id).log();
            long index = log.lastIndex() + 1;
            var command = KvsCommand.of(KvsOp.SET, KvEntry.of(ByteString.of(key), ByteString.of("late"), 0));
            log.append(index, log.entry(index - 1).term(), EntryKind.COMMAND, command.encode());
            log.flush();
            return index;
        }
    }

    @Test
    void theSurvivorGoesOnWithAllThatItHas() throws Exception {
        all.found(3);
        var before = new TreeMap<String, KvEntry>();
        for (int i = 0; i < 150; i++) { // so that there is a snapshot, and entries behind it
            all.leader().put("key" + i);
        }
        var survivor = all.leader();
        for (int i = 0; i < 150; i++) {
            before.put("key" + i, survivor.get("key" + i));
        }
        servers.forEach(Server::stop);
        long late = appendUncommitted(survivor, "late");

        survivor.peersJson(survivor.self());
        survivor.start(3);

        await().until(() -> survivor.engine.isLeader());
        before.forEach((key, entry) -> assertThat(survivor.get(key)).isEqualTo(entry));
        assertThat(survivor.get("late").value()).isEqualTo(ByteString.of("late"));
        assertThat(survivor.get("late").modifyIndex()).isEqualTo(late);
        assertThat(survivor.put("after")).isGreaterThan(late);
        assertThat(survivor.engine.servers()).singleElement().satisfies(server -> assertThat(server.id())
                .isEqualTo(survivor.id.toString()));
        assertThat(survivor.setAside()).singleElement().satisfies(aside -> assertThat(
                        survivor.dataDir.resolve(aside).resolve("members.mv"))
                .exists());
        assertThat(survivor.dataDir.resolve("raft/peers.json")).doesNotExist();

        survivor.stop();
        survivor.start(3);
        await().until(() -> survivor.engine.isLeader());
        before.forEach((key, entry) -> assertThat(survivor.get(key)).isEqualTo(entry));
        assertThat(survivor.get("after")).isNotNull();
        assertThat(survivor.setAside()).as("it is done once").hasSize(1);
        assertThat(fatal).isEmpty();
    }

    @Test
    void aServerOfTheGroupOfBeforeBeginsAnew() throws Exception {
        all.found(3);
        all.leader().put("key");
        await().until(() -> servers.stream().allMatch(server -> server.get("key") != null));
        servers.forEach(Server::stop);
        var survivor = servers.get(0);
        var late = servers.get(1);
        survivor.peersJson(survivor.self());
        survivor.start(3);
        await().until(() -> survivor.engine.isLeader());
        survivor.put("after");

        late.start(3);

        assertThat(late.setAside()).singleElement().satisfies(aside -> assertThat(
                        late.dataDir.resolve(aside).resolve("members.mv"))
                .exists());
        await().until(() -> survivor.engine.members().stream()
                .anyMatch(member -> member.id().equals(late.id.toString()) && member.alive()));
        survivor.put("still writes");
        await().until(() -> late.get("key") != null && late.get("still writes") != null);
        assertThat(late.get("after")).isEqualTo(survivor.get("after"));
        assertThat(survivor.engine.isLeader()).isTrue();
        assertThat(fatal).isEmpty();
    }

    @Test
    void theFileCountsOnlyWhereAServerHasRunBefore() throws Exception {
        var server = all.add();
        Files.createDirectories(server.dataDir.resolve("raft"));
        server.peersJson("no list at all");

        server.start(1);

        assertThat(server.dataDir.resolve("raft/peers.json")).doesNotExist();
        assertThat(server.dataDir.resolve("raft/peers.info")).exists();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            {                                                            | recovery failed to parse peers.json:
            [{"id":"a"}]                                                 | found empty ADDRESS in configuration
            [{"id":"a","address":"x:1"},{"id":"a","address":"y:1"}]      | found duplicate ID in configuration: a
            [{"id":"a","address":"x:1"},{"id":"b","address":"x:1"}]      | found duplicate address in configuration: x:1
            [{"id":"a","address":"x:1","non_voter":true}]                | need at least one voter in configuration
            """)
    void aListThatCannotBeFollowedEndsTheStartAndChangesNothing(String list, String reason) throws Exception {
        var server = all.add();
        server.start(1);
        await().until(() -> server.engine.isLeader());
        server.put("key");
        server.stop();

        server.peersJson(list);
        assertThatThrownBy(() -> server.start(1))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining(reason)
                .hasMessageStartingWith("recovery failed");
        assertThat(server.setAside()).isEmpty();

        Files.delete(server.dataDir.resolve("raft/peers.json"));
        server.start(1);
        await().until(() -> server.get("key") != null);
    }

    @Test
    void aServerThatStillRunsInTheGroupOfBeforeIsToldSoAndBeginsAnew() throws Exception {
        all.found(5);
        var survivor = servers.get(0);
        var other = servers.get(1);
        all.leader().put("key");
        await().until(() -> survivor.get("key") != null && other.get("key") != null);
        servers.subList(2, 5).forEach(Server::stop);

        // as a server that runs does when it is asked to
        RaftEngines.foundAnewAtNextStart(survivor.dataDir, survivor.id.toString(), "127.0.0.1:" + survivor.port);
        survivor.stop();
        survivor.start(5);
        await().until(() -> survivor.engine.isLeader());
        survivor.put("after");

        await().untilAsserted(() -> assertThat(fatal).singleElement().satisfies(reason -> assertThat(reason)
                .contains("begins anew at its next start")));
        other.stop();
        other.start(5);
        await().until(() -> other.get("after") != null);
        assertThat(other.setAside()).hasSize(1);
        assertThat(survivor.engine.isLeader()).isTrue();
    }

    @Test
    void severalVotersFindTheNewestLogAndTheOthersJoinIt() throws Exception {
        all.found(3);
        var first = servers.get(0);
        var newest = servers.get(1);
        all.leader().put("key");
        await().until(() -> newest.get("key") != null && first.get("key") != null);
        servers.forEach(Server::stop);
        appendUncommitted(newest, "late");
        var list = "[" + first.entry() + "," + newest.entry() + "]";
        first.peersJson(list);
        newest.peersJson(list);

        all.startTogether(first, newest);

        await().until(() -> newest.engine.isLeader());
        assertThat(newest.get("late").value()).isEqualTo(ByteString.of("late"));
        assertThat(newest.engine.servers())
                .filteredOn(RaftServer::voter)
                .extracting(RaftServer::id)
                .containsExactly(newest.id.toString());
        assertThat(first.setAside()).hasSize(1);
        await().until(() -> first.get("late") != null);
        // as the autopilot does
        await().ignoreExceptions().until(() -> {
            newest.engine.promote(first.id.toString()).toCompletableFuture().join();
            return true;
        });
        newest.put("after");
        await().until(() -> first.get("after") != null);

        // it never founds a cluster of its own, whatever its settings say
        newest.stop();
        first.stop();
        all.startTogether(first, newest);
        await().until(() -> first.engine.isLeader() || newest.engine.isLeader());
        assertThat(fatal).isEmpty();
    }

    @Test
    void aListWhoseServersDoNotComeEndsTheStartAndChangesNothing() throws Exception {
        var server = all.add();
        server.start(1);
        await().until(() -> server.engine.isLeader());
        server.put("key");
        server.stop();
        var list = "[" + server.entry() + ",{\"id\":\"other\",\"address\":\"127.0.0.1:1\"}]";
        server.peersJson(list);

        assertThatThrownBy(() -> new Recovery(all.config(server, 1), "curia", Duration.ofMillis(600))
                        .run(StandardFsm.create(Runnable::run), (config, seed) -> {
                            throw new AssertionError("nothing is to be founded yet");
                        }))
                .hasMessageStartingWith(
                        "recovery failed: of the servers in peers.json, 127.0.0.1:1 did not come within");

        assertThat(server.dataDir.resolve("raft/peers.json")).hasContent(list);
        assertThat(server.setAside()).isEmpty();
        Files.delete(server.dataDir.resolve("raft/peers.json"));
        server.start(1);
        await().until(() -> server.get("key") != null);
    }

    @Test
    void aServerThatIsNotToFoundSetsItsStateAside() throws Exception {
        var server = all.add();
        server.start(1);
        await().until(() -> server.engine.isLeader());
        server.put("key");
        server.stop();

        server.peersJson("[\"127.0.0.1:1\"]");
        new Recovery(all.config(server, 1), "curia").run(StandardFsm.create(Runnable::run), (config, seed) -> {
            throw new AssertionError("nothing is to be founded here");
        });

        assertThat(server.setAside()).hasSize(1);
        assertThat(server.dataDir.resolve("raft")).isDirectoryNotContaining(file -> !file.endsWith("joins"));
        assertThat(server.dataDir.resolve("raft-identity")).doesNotExist();
    }

    @Test
    void aFoundingThatFailsLeavesAllAsItWas() throws Exception {
        var server = all.add();
        server.start(1);
        await().until(() -> server.engine.isLeader());
        server.put("key");
        server.stop();
        server.peersJson(server.self());
        var state = StandardFsm.create(Runnable::run);

        assertThatThrownBy(() -> new Recovery(all.config(server, 1), "curia").run(state, (config, seed) -> {
                    throw new IllegalStateException("no");
                }))
                .hasMessage("no");

        assertThat(state.lastAppliedIndex())
                .as("the state that is handed on is empty")
                .isZero();
        assertThat(server.setAside()).isEmpty();
        server.start(1);
        await().until(() -> server.get("key") != null);
    }
}
