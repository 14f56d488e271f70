package io.curia.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.curia.raft.storage.DataDirectory;
import io.curia.raft.storage.EntryKind;
import io.curia.raft.storage.GroupId;
import io.curia.raft.storage.MetadataStore;
import io.curia.raft.storage.RaftFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RecoverCommandTest {
    private static final GroupId GROUP = new GroupId("curia", 0, 7);
    private static final UUID LOST = new UUID(0, 9);

    @TempDir
    private Path directory;

    private TestServer server;
    private String nobody;

    @BeforeEach
    void start() throws IOException {
        server = new TestServer();
        try (var gone = new TestServer()) {
            nobody = gone.address();
        }
    }

    @AfterEach
    void stop() {
        server.close();
    }

    /** A data directory whose log ends at an index in a term; that of a server of two, the other of which is lost. */
    private Path stopped(int number, int term, long last) throws IOException {
        var dir = directory.resolve("s" + number);
        try (var files = open(dir, number)) {
            var self = files.identity().raftId();
            var log = files.open(GROUP);
            log.found(self, List.of(self, LOST));
            log.vote(term + 1, null);
            for (long index = 1; index <= last; index++) {
                log.append(index, term, EntryKind.COMMAND, new byte[] {2});
            }
            log.flush();
            files.metadata()
                    .persistActiveMembers(new MetadataStore.ActiveMembers(
                            3,
                            List.of(
                                    new MetadataStore.Member(self, "10.0.0." + number, 8300),
                                    new MetadataStore.Member(LOST, "10.0.0.9", 8300))));
        }
        return dir;
    }

    private static RaftFiles open(Path dir, int number) {
        return new RaftFiles(
                DataDirectory.open(dir),
                new UUID(7, number),
                RaftFiles.segmentBytes(1 << 20),
                RaftFiles.NOBODY_LISTENS);
    }

    private Cli.Outcome recover(String... arguments) {
        var all = new ArrayList<>(List.of("operator", "recover"));
        all.addAll(List.of(arguments));
        return Cli.run(all.toArray(String[]::new));
    }

    @Test
    void showsWhatIsLeftAndWhoseStateIsTheNewest() throws IOException {
        server.answer("GET", "/v1/agent/self", 200, """
                {"Config":{"NodeID":"11111111-1111-1111-1111-111111111111","NodeName":"web"},
                 "Stats":{"raft":{"term":"4","applied_index":"17","last_log_term":"3","last_log_index":"19",
                 "last_contact":"never"}}}""");
        server.answer("GET", "/v1/catalog/nodes", 500, "No cluster leader");
        var older = stopped(1, 3, 40);
        var newer = stopped(2, 4, 30);

        var outcome = recover("-http-addr=" + server.address() + "," + nobody, older.toString(), newer.toString());

        assertThat(outcome.code()).isZero();
        assertThat(outcome.out().lines().map(line -> line.strip().replaceAll(" {2,}", " | ")))
                .contains(
                        "Source | Node | ID | Term | Last Index | Of Term | Applied | State",
                        server.address()
                                + " | web | 11111111-1111-1111-1111-111111111111 | 4 | 19 | 3 | 17 | runs, leader heard never",
                        "Newest state: " + newer,
                        "May be lost: what was acknowledged after index 30, which only these can have: " + LOST
                                + " (10.0.0.9:8300)")
                .anySatisfy(line -> assertThat(line)
                        .startsWith(older
                                + " | - | 00000000-0000-0007-0000-000000000001 | 4 | 40 | 3 | 0 | stopped, wrote"))
                .anySatisfy(line -> assertThat(line).startsWith(nobody + " | - | - | - | - | - | - | no answer: "));
        assertThat(newer.resolve("raft/peers.json")).doesNotExist();
    }

    @Test
    void tellsOfVotersThatOnlyAServerThatRunsKnows() {
        server.answer("GET", "/v1/agent/self", 200, """
                {"Config":{"NodeID":"11111111-1111-1111-1111-111111111111","NodeName":"web"},
                 "Stats":{"raft":{"term":"4","applied_index":"17","last_log_term":"3","last_log_index":"19",
                 "latest_configuration":"[{Suffrage:Voter ID:11111111-1111-1111-1111-111111111111 Address:10.0.0.1:8300} \
                {Suffrage:Voter ID:22222222-2222-2222-2222-222222222222 Address:10.0.0.2:8300} \
                {Suffrage:Nonvoter ID:33333333-3333-3333-3333-333333333333 Address:10.0.0.3:8300}]"}}}""");
        server.answer("GET", "/v1/catalog/nodes", 500, "No cluster leader");

        assertThat(recover("-http-addr=" + server.address()).out().lines())
                .contains("May be lost: what was acknowledged after index 19, which only these can have: "
                        + "22222222-2222-2222-2222-222222222222 (10.0.0.2:8300)");
    }

    @Test
    void promisesNothingWhereNobodyTellsWhoVotes() {
        server.answer("GET", "/v1/agent/self", 200, """
                {"Config":{"NodeID":"11111111-1111-1111-1111-111111111111","NodeName":"web"},
                 "Stats":{"raft":{"term":"4","applied_index":"17","last_log_term":"3","last_log_index":"19",
                 "latest_configuration":"[]"}}}""");
        server.answer("GET", "/v1/catalog/nodes", 500, "No cluster leader");

        assertThat(recover("-http-addr=" + server.address()).out().lines())
                .contains("May be lost: what was acknowledged after index 19, for none of these tells who votes");
    }

    @Test
    void refusesWhileAMajorityAnswers() throws IOException {
        server.answer("GET", "/v1/agent/self", 200, "{}");
        server.answer("GET", "/v1/catalog/nodes", 200, "[]");
        var survivor = stopped(1, 3, 40);

        var outcome = recover("-http-addr=" + server.address(), "-found-from=" + survivor);

        assertThat(outcome.code()).isEqualTo(1);
        assertThat(outcome.err()).startsWith("Nothing is to be recovered: ").hasLineCount(1);
        assertThat(survivor.resolve("raft/peers.json")).doesNotExist();
    }

    @Test
    void hasTheGroupFoundedAnew() throws IOException {
        var survivor = stopped(1, 3, 40);

        var outcome = recover("-http-addr=" + nobody, "-found-from=" + survivor);

        assertThat(outcome.code()).isZero();
        assertThat(Files.readString(survivor.resolve("raft/peers.json")))
                .isEqualTo("[{\"id\":\"00000000-0000-0007-0000-000000000001\",\"address\":\"10.0.0.1:8300\","
                        + "\"non_voter\":false}]\n");
        assertThat(survivor.resolve("raft/peers.info")).exists();
    }

    private void running(String nodeId, long term, long last) {
        server.answer("GET", "/v1/agent/self", 200, """
                {"Config":{"NodeID":"%s","NodeName":"web"},
                 "Stats":{"raft":{"term":"9","applied_index":"1","last_log_term":"%d","last_log_index":"%d"}}}""".formatted(nodeId, term, last));
        server.answer("GET", "/v1/catalog/nodes", 500, "No cluster leader");
        server.answer("PUT", "/v1/operator/raft/recover", 200, "");
        server.then("PUT", "/v1/operator/raft/recover", () -> server.answer("GET", "/v1/catalog/nodes", 200, "[]"));
    }

    @Test
    void hasAServerThatRunsFoundTheGroupAnew() throws IOException {
        running("11111111-1111-1111-1111-111111111111", 4, 41);
        var older = stopped(1, 4, 40);

        var outcome = recover(
                "-http-addr=" + nobody + "," + server.address(), "-found-from=" + server.address(), older.toString());

        assertThat(outcome.code()).as(outcome.err()).isZero();
        assertThat(outcome.out()).contains("Newest state: " + server.address(), "It leads the new group");
        assertThat(server.asked())
                .extracting(asked -> asked.method() + " " + asked.target())
                .contains("PUT /v1/operator/raft/recover?id=11111111-1111-1111-1111-111111111111");
        assertThat(older.resolve("raft/peers.json")).doesNotExist();
    }

    @ParameterizedTest
    @ValueSource(strings = {"http://%s", "tcp://%s", "%s/"})
    void takesTheAddressOfTheSurvivorInEachForm(String form) throws IOException {
        running("11111111-1111-1111-1111-111111111111", 4, 41);

        var outcome = recover("-http-addr=" + server.address(), "-found-from=" + form.formatted(server.address()));

        assertThat(outcome.code()).as(outcome.err()).isZero();
        assertThat(outcome.out()).contains("It leads the new group");
    }

    @Test
    void saysThatASurvivorIsNeitherAServerThatWasNamedNorADirectory() throws IOException {
        running("11111111-1111-1111-1111-111111111111", 4, 41);

        var outcome = recover("-http-addr=" + server.address(), "-found-from=elsewhere:8500");

        assertThat(outcome.code()).isEqualTo(1);
        assertThat(outcome.err())
                .contains("elsewhere:8500 is neither the address of a server that -http-addr names nor a directory");
    }

    @Test
    void twoDoNotFoundAGroup() throws IOException {
        var stopped = stopped(1, 4, 40);
        assertThat(recover("-http-addr=" + nobody, "-found-from=" + stopped).code())
                .isZero();
        running("11111111-1111-1111-1111-111111111111", 4, 41);

        var outcome = recover("-http-addr=" + server.address(), "-found-from=" + server.address(), stopped.toString());

        assertThat(outcome.code()).isEqualTo(1);
        assertThat(outcome.err()).contains(stopped + " would found a group too: take its raft/peers.json away first");
        assertThat(server.asked()).noneMatch(asked -> asked.method().equals("PUT"));
    }

    @Test
    void aServerThatRunsDoesNotFoundFromAnOlderStateEither() throws IOException {
        running("11111111-1111-1111-1111-111111111111", 4, 39);
        var newer = stopped(1, 4, 40);

        var outcome = recover("-http-addr=" + server.address(), "-found-from=" + server.address(), newer.toString());

        assertThat(outcome.code()).isEqualTo(1);
        assertThat(outcome.err()).startsWith(newer + " has a newer state than " + server.address());
        assertThat(server.asked()).noneMatch(asked -> asked.method().equals("PUT"));
    }

    @Test
    void tellsWhyAServerThatRunsDoesNotFoundTheGroupAnew() throws IOException {
        running("11111111-1111-1111-1111-111111111111", 4, 39);
        server.answer("PUT", "/v1/operator/raft/recover", 500, "2 of the 3 servers that vote can be reached");

        var outcome = recover("-http-addr=" + server.address(), "-found-from=" + server.address());

        assertThat(outcome.code()).isEqualTo(1);
        assertThat(outcome.err()).contains("does not found the group anew: ", "2 of the 3 servers");
    }

    @Test
    void doesNotFoundFromAnOlderStateThanOneThatItIsGiven() throws IOException {
        var older = stopped(1, 3, 40);
        var newer = stopped(2, 3, 41);

        var outcome = recover("-http-addr=" + nobody, "-found-from=" + older, newer.toString());

        assertThat(outcome.code()).isEqualTo(1);
        assertThat(outcome.err()).startsWith(newer + " has a newer state than " + older);
        assertThat(older.resolve("raft/peers.json")).doesNotExist();
    }

    @Test
    void doesNotTouchTheDirectoryOfARunningServer() throws IOException {
        var survivor = stopped(1, 3, 40);
        try (var files = open(survivor, 1)) {
            assertThat(files.identity()).isNotNull();

            assertThat(recover("-http-addr=" + nobody, "-found-from=" + survivor)
                            .err())
                    .startsWith("a server uses the data directory " + survivor);
        }
    }

    @Test
    void damageIsToldAndNothingIsFoundedFromIt() throws IOException {
        var survivor = stopped(1, 3, 40);
        Files.delete(survivor.resolve("raft/groups/curia@0@7/log.mv"));

        var outcome = recover("-http-addr=" + nobody, "-found-from=" + survivor);

        assertThat(outcome.code()).isEqualTo(1);
        assertThat(outcome.out()).contains("damaged: log of curia (" + survivor);
    }
}
