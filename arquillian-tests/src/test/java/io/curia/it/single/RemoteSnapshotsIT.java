package io.curia.it.single;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.curia.it.ApiClient;
import io.curia.it.BuiltEar;
import io.curia.it.Relay;
import io.curia.rpc.LoginRefusedException;
import io.curia.rpc.RemoteSnapshots;
import io.curia.rpc.ServerUnreachableException;
import io.curia.rpc.SnapshotRefusedException;
import io.curia.snapshot.ArchiveReader;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.container.test.api.RunAsClient;
import org.jboss.arquillian.junit5.container.annotation.ArquillianTest;
import org.jboss.shrinkwrap.api.spec.EnterpriseArchive;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Snapshots by remote calls, from outside. The build gives the server its users. */
@ArquillianTest
@RunAsClient
class RemoteSnapshotsIT {
    private static final String PASSWORD = "of-the-tests";
    private static final int TRANSFERS = 4;
    private static final Duration PATIENCE = Duration.ofMinutes(2);

    private final ApiClient http = new ApiClient(Integer.getInteger("single.http"));

    @Deployment(testable = false)
    static EnterpriseArchive deployment() {
        return BuiltEar.unchanged();
    }

    @BeforeEach
    void awaitLeader() {
        await().atMost(PATIENCE).ignoreExceptions().untilAsserted(() -> assertThat(
                        http.get("/v1/status/leader").body())
                .isEqualTo("\"127.0.0.1:%d\"", Integer.getInteger("single.raft")));
    }

    private static RemoteSnapshots as(String user, String password) throws IOException {
        return RemoteSnapshots.connect("127.0.0.1", Integer.getInteger("single.rpc"), user, password);
    }

    private static byte[] saved(RemoteSnapshots snapshots) throws IOException {
        var archive = new ByteArrayOutputStream();
        snapshots.save(archive);
        return archive.toByteArray();
    }

    private static InputStream stream(byte[] bytes) {
        return new ByteArrayInputStream(bytes);
    }

    @Test
    void whatWasSavedIsThereAgainAfterARestore() throws IOException, InterruptedException {
        // random, so that it does not shrink: the archive has to travel in many chunks
        var random = new Random(1);
        for (int i = 0; i < 4; i++) {
            assertThat(http.put(
                                    "/v1/kv/rpc/" + i,
                                    random.ints(40_000, 'a', 'z' + 1)
                                            .collect(
                                                    StringBuilder::new,
                                                    StringBuilder::appendCodePoint,
                                                    StringBuilder::append)
                                            .toString())
                            .statusCode())
                    .isEqualTo(200);
        }
        String before = http.get("/v1/kv/rpc/3?raw").body();
        try (var snapshots = as("backup", PASSWORD)) {
            byte[] archive = saved(snapshots);
            assertThat(archive).hasSizeGreaterThan(64 * 1024);
            ArchiveReader.read(stream(archive), state -> {});
            http.put("/v1/kv/rpc/3", "changed");
            http.put("/v1/kv/rpc/new", "new");

            snapshots.verify(stream(archive));
            assertThat(http.get("/v1/kv/rpc/3?raw").body()).isEqualTo("changed");

            snapshots.restore(stream(archive));
            assertThat(http.get("/v1/kv/rpc/3?raw").body()).isEqualTo(before);
            assertThat(http.get("/v1/kv/rpc/new").statusCode()).isEqualTo(404);
        }
    }

    @Test
    void aStaleSaveIsAnArchiveToo() throws IOException {
        var archive = new ByteArrayOutputStream();
        try (var snapshots = as("backup", PASSWORD)) {
            snapshots.save(archive, true);
        }
        var verified = ArchiveReader.read(stream(archive.toByteArray()), state -> {});
        assertThat(verified.meta().size()).isEqualTo(verified.stateBytes());
    }

    @Test
    void aDamagedArchiveIsRefusedWithTheTextOfTheHttpApiAndNothingChanges() throws IOException, InterruptedException {
        http.put("/v1/kv/rpc/kept", "kept");
        try (var snapshots = as("backup", PASSWORD)) {
            byte[] archive = saved(snapshots);
            byte[] cut = Arrays.copyOf(archive, archive.length - 4);
            assertThatThrownBy(() -> snapshots.restore(stream(cut)))
                    .isInstanceOf(SnapshotRefusedException.class)
                    .hasMessage("unexpected EOF");
            assertThatThrownBy(() -> snapshots.verify(stream(cut)))
                    .isInstanceOf(SnapshotRefusedException.class)
                    .hasMessage("unexpected EOF");
            assertThatThrownBy(() -> snapshots.restore(stream("no archive".getBytes(UTF_8))))
                    .isInstanceOf(SnapshotRefusedException.class)
                    .hasMessage("failed to decompress snapshot: gzip: invalid header");
        }
        assertThat(http.get("/v1/kv/rpc/kept?raw").body()).isEqualTo("kept");
    }

    @Test
    void aRestoreWhoseAnswerIsLostIsNoRefusalForItMayHaveHappened() throws IOException, InterruptedException {
        http.put("/v1/kv/rpc/lost", "before");
        try (var relay = new Relay(Integer.getInteger("single.rpc"));
                var snapshots = RemoteSnapshots.connect("127.0.0.1", relay.port(), "backup", PASSWORD)) {
            byte[] archive = saved(snapshots);
            http.put("/v1/kv/rpc/lost", "after");

            var restore = restoring(snapshots, archive, relay::loseAnswers);
            await().atMost(PATIENCE)
                    .until(() -> http.get("/v1/kv/rpc/lost?raw").body().equals("before"));
            await().atMost(PATIENCE).until(relay::hasLost);
            assertThat(restore).isNotDone();
            http.put("/v1/kv/rpc/lost", "later");
            relay.cut();

            assertThatThrownBy(restore::join).cause().satisfies(RemoteSnapshotsIT::isOfUnknownOutcome);
            // nor was it tried again
            assertThat(http.get("/v1/kv/rpc/lost?raw").body()).isEqualTo("later");
        }
    }

    @Test
    void norIsOneWhoseCommandIsLost() throws IOException, InterruptedException {
        http.put("/v1/kv/rpc/lost", "before");
        try (var relay = new Relay(Integer.getInteger("single.rpc"));
                var snapshots = RemoteSnapshots.connect("127.0.0.1", relay.port(), "backup", PASSWORD)) {
            byte[] archive = saved(snapshots);
            http.put("/v1/kv/rpc/lost", "after");

            var restore = restoring(snapshots, archive, relay::loseRequests);
            await().atMost(PATIENCE).until(relay::hasLost);
            relay.cut();

            assertThatThrownBy(restore::join).cause().satisfies(RemoteSnapshotsIT::isOfUnknownOutcome);
            assertThat(http.get("/v1/kv/rpc/lost?raw").body()).isEqualTo("after");
        }
    }

    /** @param sent runs when the whole archive is with the server, before that is told to restore it */
    private static CompletableFuture<Void> restoring(RemoteSnapshots snapshots, byte[] archive, Runnable sent) {
        var in = new ByteArrayInputStream(archive) {
            @Override
            public byte[] readNBytes(int most) throws IOException {
                byte[] bytes = super.readNBytes(most);
                if (bytes.length == 0) {
                    sent.run();
                }
                return bytes;
            }
        };
        return CompletableFuture.runAsync(() -> {
            try {
                snapshots.restore(in);
            } catch (IOException e) {
                throw new CompletionException(e);
            }
        });
    }

    private static void isOfUnknownOutcome(Throwable failure) {
        assertThat(failure)
                .isInstanceOf(IOException.class)
                .isNotInstanceOf(SnapshotRefusedException.class)
                .hasMessageStartingWith("no answer from remote://127.0.0.1:");
    }

    @Test
    void aFailedTransferGivesItsPlaceAndItsFileBack() throws IOException {
        try (var snapshots = as("backup", PASSWORD)) {
            for (int i = 0; i <= TRANSFERS; i++) {
                assertThatThrownBy(() -> snapshots.restore(stream(new byte[] {1})))
                        .isInstanceOf(SnapshotRefusedException.class)
                        .hasMessageStartingWith("failed to decompress snapshot");
            }
        }
        var scratch = Path.of(System.getProperty("nodes"), "single", "data", "curia", "scratch");
        try (var left = Files.list(scratch)) {
            assertThat(left).isEmpty();
        }
    }

    @Test
    void aUserWithoutTheRoleIsRefused() throws IOException {
        try (var snapshots = as("guest", PASSWORD)) {
            assertThatThrownBy(() -> snapshots.save(new ByteArrayOutputStream()))
                    .isInstanceOf(SnapshotRefusedException.class)
                    .hasMessageStartingWith("Permission denied");
            assertThatThrownBy(() -> snapshots.restore(stream(new byte[0])))
                    .isInstanceOf(SnapshotRefusedException.class)
                    .hasMessageStartingWith("Permission denied");
        }
    }

    @Test
    void aWrongPasswordAndAnUnknownUserDoNotGetIn() throws IOException {
        for (String user : new String[] {"backup", "nobody", "$local", "anonymous"}) {
            try (var snapshots = as(user, "wrong")) {
                var nothing = new ByteArrayOutputStream();
                assertThatThrownBy(() -> snapshots.save(nothing))
                        .isInstanceOf(LoginRefusedException.class)
                        .hasMessage(
                                "remote://127.0.0.1:%d does not let %s in: wrong password, or no such user",
                                Integer.getInteger("single.rpc"), user);
                assertThat(nothing.size()).isZero();
            }
        }
    }

    @Test
    void aServerThatIsNotThereIsNoWrongPassword() throws IOException {
        int port;
        try (var closed = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = closed.getLocalPort();
        }
        try (var snapshots = RemoteSnapshots.connect("127.0.0.1", port, "backup", PASSWORD)) {
            assertThatThrownBy(() -> snapshots.save(new ByteArrayOutputStream()))
                    .isInstanceOf(ServerUnreachableException.class)
                    .hasMessage("cannot connect to remote://127.0.0.1:%d: Connection refused", port);
            assertThatThrownBy(() -> snapshots.restore(stream(new byte[0])))
                    .isInstanceOf(ServerUnreachableException.class);
        }
        try (var snapshots = RemoteSnapshots.connect("no-such-host.invalid", port, "backup", PASSWORD)) {
            assertThatThrownBy(() -> snapshots.save(new ByteArrayOutputStream()))
                    .isInstanceOf(ServerUnreachableException.class)
                    .hasMessage("cannot connect to remote://no-such-host.invalid:%d: there is no such host", port);
        }
    }
}
