package io.curia.raft.hazelcast;

import static io.curia.raft.hazelcast.Servers.PATIENCE;
import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.hazelcast.client.HazelcastClient;
import com.hazelcast.client.config.ClientConfig;
import com.hazelcast.cluster.Address;
import com.hazelcast.config.Config;
import com.hazelcast.config.ConfigAccessor;
import com.hazelcast.core.Hazelcast;
import com.hazelcast.core.HazelcastInstance;
import com.hazelcast.cp.internal.RaftGroupId;
import com.hazelcast.cp.internal.operation.DefaultRaftReplicateOp;
import com.hazelcast.instance.ProtocolType;
import com.hazelcast.internal.cluster.impl.MemberHandshake;
import com.hazelcast.internal.nio.Packet;
import com.hazelcast.internal.serialization.InternalSerializationService;
import com.hazelcast.internal.serialization.impl.DefaultSerializationServiceBuilder;
import com.hazelcast.map.impl.operation.ClearOperation;
import com.hazelcast.nio.serialization.HazelcastSerializationException;
import com.hazelcast.spi.impl.operationservice.OperationAccessor;
import io.curia.fsm.HeapLimits;
import io.curia.fsm.ReplicatedState;
import io.curia.raft.storage.Formats;
import io.curia.testing.FreePorts;
import io.curia.testing.Logged;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.Serializable;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Who comes to the Raft port and is no server of the cluster. */
class RaftPortTest {
    private static final AtomicInteger MADE = new AtomicInteger();
    private static final String GREETING = "HZC";

    private final InternalSerializationService anybody = new DefaultSerializationServiceBuilder()
            .addDataSerializableFactory(RaftSerialization.FACTORY_ID, new RaftSerialization())
            .build();

    @TempDir
    Path root;

    private Servers servers;
    private Servers.Server server;

    static final class Gadget implements Callable<String>, Serializable {
        private static final long serialVersionUID = 1;

        @Override
        public String call() {
            return "run";
        }

        private void readObject(ObjectInputStream in) {
            MADE.incrementAndGet();
        }
    }

    @BeforeEach
    void start() throws IOException, InterruptedException {
        MADE.set(0);
        servers = new Servers(root, 1);
        servers.startAll();
        server = servers.awaitLeader();
        server.apply("before");
    }

    @AfterEach
    void isWhole() {
        try {
            assertThat(server.apply("after")).isPositive();
            assertThat(server.state.texts()).containsExactly("before", "after");
            assertThat(server.engine.members()).hasSize(1);
            assertThat(server.fatal).isEmpty();
            assertThat(MADE).hasValue(0);
        } finally {
            servers.close();
        }
    }

    @Test
    void aClientOfTheLibraryIsRefused() {
        var config = new ClientConfig();
        config.setClusterName("curia-dc1").setProperty("hazelcast.logging.type", "none");
        config.getNetworkConfig().addAddress("127.0.0.1:" + server.port);
        config.getConnectionStrategyConfig().getConnectionRetryConfig().setClusterConnectTimeoutMillis(2000);

        assertThatThrownBy(() -> HazelcastClient.newHazelcastClient(config))
                .hasMessageContaining("Unable to connect to any cluster");
    }

    @Test
    void aMemberThatIsNoServerOfCuriaMayNotJoin() throws IOException {
        var config = memberLikeAServer();
        config.getMemberAttributeConfig().setAttributes(Map.of());

        try (var logged = new Logged(Refusals.class)) {
            assertThatThrownBy(() -> Hazelcast.newHazelcastInstance(config)).isInstanceOf(IllegalStateException.class);
            assertThat(logged.warnings()).isNotEmpty();
        }
    }

    @Test
    void aServerOfANewerFormatMayNotJoin() throws IOException {
        var config = memberLikeAServer();
        config.getMemberAttributeConfig()
                .setAttribute(HazelcastConfigs.ATTRIBUTE_FORMAT, Integer.toString(Formats.MESSAGES + 1));

        try (var logged = new Logged(Refusals.class)) {
            assertThatThrownBy(() -> Hazelcast.newHazelcastInstance(config)).isInstanceOf(IllegalStateException.class);
            assertThat(logged.warnings()).anySatisfy(line -> assertThat(line)
                    .contains("of format " + (Formats.MESSAGES + 1), "a newer version", "start that version"));
        }
    }

    /** As it was before servers told which formats they understand besides the one they ask for. */
    private Config serverOfTheVersionBefore() throws IOException {
        var config = memberLikeAServer();
        config.getMemberAttributeConfig()
                .setAttribute(HazelcastConfigs.ATTRIBUTE_NEWEST_FORMAT, Integer.toString(Formats.NEWEST_MESSAGES - 1));
        return config;
    }

    private CompletionStage<Void> promote(Servers.Server newcomer) {
        return server.engine.promote(newcomer.id.toString());
    }

    @Test
    void whileAServerOfTheVersionBeforeIsThereWhoVotesStaysAsItIs() throws IOException {
        var old = Hazelcast.newHazelcastInstance(serverOfTheVersionBefore());
        var newcomer = servers.join(root.resolve("newcomer"));
        try {
            servers.start(newcomer);
            await().atMost(PATIENCE).until(() -> server.engine.members().stream()
                    .anyMatch(member -> member.id().equals(newcomer.id.toString())));
            assertThat(promote(newcomer).toCompletableFuture())
                    .failsWithin(PATIENCE)
                    .withThrowableThat()
                    .withMessageContaining("older version of Curia");
        } finally {
            old.getLifecycleService().terminate();
        }
        await().atMost(PATIENCE)
                .ignoreExceptions()
                .until(() -> promote(newcomer).toCompletableFuture().join() == null);
        assertThatThrownBy(() -> Hazelcast.newHazelcastInstance(serverOfTheVersionBefore()))
                .isInstanceOf(IllegalStateException.class);

        server.engine.remove(newcomer.id.toString()).toCompletableFuture().join();
        servers.stop(newcomer);
        await().atMost(PATIENCE).until(() -> server.engine.members().size() == 1);
    }

    @Test
    void aMemberThatPretendsToBeAServerReachesNoServiceOfTheLibrary() throws IOException {
        var config = memberLikeAServer();
        var foreign = Hazelcast.newHazelcastInstance(config);
        try {
            var here = foreign.getCluster().getMembers().stream()
                    .filter(m -> m.getAddress().getPort() == server.port)
                    .findFirst()
                    .orElseThrow();

            assertThatThrownBy(() -> foreign.getExecutorService("jobs")
                            .submitToMember(new Gadget(), here)
                            .get())
                    .isInstanceOf(ExecutionException.class)
                    .hasRootCauseInstanceOf(HazelcastSerializationException.class);
            assertThatThrownBy(() -> writeToPartitionsOf(server.port, foreign))
                    .isInstanceOf(HazelcastSerializationException.class);
        } finally {
            foreign.getLifecycleService().terminate();
        }
        await().until(() -> server.engine.members().size() == 1);
    }

    private static void writeToPartitionsOf(int port, HazelcastInstance foreign) {
        var partitions = foreign.getPartitionService();
        for (int key = 0; ; key++) {
            var owner = partitions.getPartition(key).getOwner();
            if (owner != null && owner.getAddress().getPort() == port) {
                foreign.getMap("map").put(key, "value");
                return;
            }
        }
    }

    /** With the services and the readers of any member, and all that a server checks of one that joins. */
    private Config memberLikeAServer() throws IOException {
        var other = new Servers.Server(root.resolve("foreign"), FreePorts.take());
        var raft = servers.config(other);
        ReplicatedState none = new RecordingState();
        var service = new FsmService(
                none,
                new HeapLimits(Runtime.getRuntime().maxMemory()),
                new Gossip(Runnable::run),
                (reason, cause) -> {});
        var config = HazelcastConfigs.of(raft, other.id, service, 0, true, 0);
        ConfigAccessor.getServicesConfig(config).setEnableDefaults(true);
        // it reads what it is answered, whatever that is
        config.getSerializationConfig().setJavaSerializationFilterConfig(null);
        return config.setProperty("hazelcast.logging.type", "none").setProperty("hazelcast.max.join.seconds", "10");
    }

    @Test
    void whatIsNoGreetingOfAServerEndsTheConnection() throws IOException {
        for (var bytes :
                List.of("GET /hazelcast/rest/cluster HTTP/1.1\r\n\r\n", "CP2", "set a 0 0 1\r\na\r\n", "HZX")) {
            assertIsRefused(bytes.getBytes(US_ASCII));
        }
        var random = new Random(7);
        for (int i = 0; i < 20; i++) {
            var garbage = new byte[1 + random.nextInt(4000)];
            random.nextBytes(garbage);
            assertIsRefused(garbage.length < 3 ? new byte[3] : garbage);
            assertIsRefused(concat(GREETING.getBytes(US_ASCII), garbage.length < 11 ? new byte[11] : garbage));
        }
    }

    @Test
    void aLengthReservesNoMemory() throws IOException {
        for (var size :
                List.of(Integer.MAX_VALUE, Integer.MIN_VALUE, -1, 0, 1 << 30, MemberFrames.LARGEST_HANDSHAKE + 1)) {
            try (var stranger = new Stranger()) {
                stranger.header(Packet.Type.SERVER_CONTROL, size);
                stranger.assertIsRefused();
            }
        }
        for (var size : List.of(Integer.MAX_VALUE, Integer.MIN_VALUE, -1, 0, MemberFrames.LARGEST_OF_STRANGERS + 1)) {
            try (var stranger = new Stranger()) {
                stranger.shakeHands(elsewhere());
                stranger.header(Packet.Type.OPERATION, size);
                stranger.assertIsRefused();
            }
        }
    }

    @Test
    void whatServersDoNotSendEndsTheConnection() throws IOException {
        for (var object : List.of(new Gadget(), "text", new ClearOperation("map"))) {
            try (var stranger = new Stranger()) {
                stranger.shakeHands(elsewhere());
                stranger.send(Packet.Type.OPERATION, anybody.toBytes(object));
                stranger.assertIsRefused();
            }
            try (var stranger = new Stranger()) {
                stranger.send(Packet.Type.SERVER_CONTROL, anybody.toBytes(object));
                stranger.assertIsRefused();
            }
        }
    }

    @Test
    void nothingIsHeardBeforeTheHandshakeAndNoOtherKindOfMessageAfterIt() throws IOException {
        try (var stranger = new Stranger()) {
            stranger.send(Packet.Type.OPERATION, proposal());
            stranger.assertIsRefused();
        }
        for (var type : List.of(Packet.Type.EVENT, Packet.Type.JET, Packet.Type.NULL, Packet.Type.UNDEFINED7)) {
            try (var stranger = new Stranger()) {
                stranger.shakeHands(elsewhere());
                stranger.send(type, proposal());
                stranger.assertIsRefused();
            }
        }
    }

    @Test
    void aStrangerProposesNothing() throws IOException {
        try (var logged = new Logged(MemberFrames.class);
                var stranger = new Stranger()) {
            stranger.shakeHands(elsewhere());
            stranger.send(Packet.Type.OPERATION, proposal());
            stranger.awaitAnswer();
            assertThat(logged.warnings()).isEmpty();
        }
    }

    @Test
    void nobodyIsTakenForTheServerItself() throws IOException {
        try (var stranger = new Stranger()) {
            stranger.shakeHands(new Address("127.0.0.1", server.port));
            stranger.assertIsRefused();
        }
    }

    private static Address elsewhere() throws IOException {
        return new Address("127.0.0.1", FreePorts.take());
    }

    /** An entry for the log, as a server sends it to the leader. */
    private byte[] proposal() {
        var op = new DefaultRaftReplicateOp(new RaftGroupId("curia", 0, 1), new FsmOp("forged".getBytes(US_ASCII)));
        OperationAccessor.setCallId(op, 1);
        return anybody.toBytes(op);
    }

    private static byte[] concat(byte[] first, byte[] second) {
        var both = java.util.Arrays.copyOf(first, first.length + second.length);
        System.arraycopy(second, 0, both, first.length, second.length);
        return both;
    }

    private void assertIsRefused(byte[] bytes) throws IOException {
        try (var socket = connect()) {
            socket.getOutputStream().write(bytes);
            assertEnds(socket);
        }
    }

    private Socket connect() throws IOException {
        var socket = new Socket(InetAddress.getLoopbackAddress(), server.port);
        socket.setSoTimeout((int) Duration.ofSeconds(60).toMillis());
        return socket;
    }

    private static void assertEnds(Socket socket) {
        try {
            var in = socket.getInputStream();
            int got = 0;
            while (in.read() >= 0) {
                assertThat(++got).isLessThan(10_000);
            }
        } catch (java.net.SocketTimeoutException e) {
            throw new AssertionError("the connection stays", e);
        } catch (IOException e) {
            // it was reset, which is an end too
        }
    }

    /** Somebody who speaks the protocol of servers by hand. */
    private final class Stranger implements AutoCloseable {
        private final Socket socket = connect();
        private final DataOutputStream out = new DataOutputStream(socket.getOutputStream());
        private final DataInputStream in = new DataInputStream(socket.getInputStream());

        Stranger() throws IOException {
            out.write(GREETING.getBytes(US_ASCII));
        }

        void header(Packet.Type type, int size) throws IOException {
            out.writeByte(Packet.VERSION);
            out.writeChar(new Packet().setPacketType(type).getFlags());
            out.writeInt(-1);
            out.writeInt(size);
            out.flush();
        }

        void send(Packet.Type type, byte[] payload) throws IOException {
            header(type, payload.length);
            out.write(payload);
            out.flush();
        }

        /** Says where it is to be found, which nobody can check. */
        void shakeHands(Address claimed) throws IOException {
            var handshake = new MemberHandshake(
                            MemberHandshake.SCHEMA_VERSION_2,
                            Map.of(ProtocolType.MEMBER, List.of(claimed)),
                            new Address("127.0.0.1", server.port),
                            false,
                            UUID.randomUUID())
                    .addOption(MemberHandshake.OPTION_PLANE_COUNT, 1)
                    .addOption(MemberHandshake.OPTION_PLANE_INDEX, 0);
            send(Packet.Type.SERVER_CONTROL, anybody.toBytes(handshake));
        }

        /** What comes after the greeting of the other side: that it is no member. */
        void awaitAnswer() throws IOException {
            in.readNBytes(GREETING.length());
            in.readByte();
            in.readChar();
            in.readInt();
            assertThat(new String(in.readNBytes(in.readInt()), US_ASCII)).contains("CallerNotMemberException");
        }

        void assertIsRefused() {
            assertEnds(socket);
        }

        @Override
        public void close() throws IOException {
            socket.close();
        }
    }
}
