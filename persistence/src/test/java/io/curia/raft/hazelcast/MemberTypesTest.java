package io.curia.raft.hazelcast;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.hazelcast.cluster.Address;
import com.hazelcast.collection.impl.queue.operations.OfferOperation;
import com.hazelcast.cp.exception.NotLeaderException;
import com.hazelcast.cp.internal.RaftEndpointImpl;
import com.hazelcast.cp.internal.RaftGroupId;
import com.hazelcast.cp.internal.raft.exception.MismatchingGroupMembersCommitIndexException;
import com.hazelcast.cp.internal.raft.impl.RaftEndpoint;
import com.hazelcast.cp.internal.raft.impl.dto.AppendRequest;
import com.hazelcast.cp.internal.raft.impl.log.LogEntry;
import com.hazelcast.executor.impl.operations.CallableTaskOperation;
import com.hazelcast.internal.serialization.InternalSerializationService;
import com.hazelcast.internal.serialization.impl.DefaultSerializationServiceBuilder;
import com.hazelcast.internal.serialization.impl.HeapData;
import com.hazelcast.internal.serialization.impl.RestrictedSerialization;
import com.hazelcast.internal.serialization.impl.SerializationConstants;
import com.hazelcast.map.impl.operation.ClearOperation;
import com.hazelcast.nio.ObjectDataInput;
import com.hazelcast.nio.ObjectDataOutput;
import com.hazelcast.nio.serialization.DataSerializable;
import com.hazelcast.nio.serialization.HazelcastSerializationException;
import com.hazelcast.spi.impl.operationservice.impl.responses.ErrorResponse;
import java.io.Externalizable;
import java.io.ObjectInput;
import java.io.ObjectInputStream;
import java.io.ObjectOutput;
import java.io.Serializable;
import java.net.UnknownHostException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.PriorityQueue;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class MemberTypesTest {
    static final AtomicInteger MADE = new AtomicInteger();

    private final InternalSerializationService anybody = new DefaultSerializationServiceBuilder().build();
    private final InternalSerializationService server = new RestrictedSerialization(new MemberTypes())
            .setClassLoader(getClass().getClassLoader())
            .addDataSerializableFactory(RaftSerialization.FACTORY_ID, new RaftSerialization())
            .build();

    /** Something whose reading would have an effect. */
    record Gadget() implements Serializable, Comparable<Gadget> {
        @Override
        public int compareTo(Gadget other) {
            return 0;
        }

        Gadget {
            MADE.incrementAndGet();
        }
    }

    static final class GadgetError extends RuntimeException {
        private static final long serialVersionUID = 1;

        private void readObject(ObjectInputStream in) {
            MADE.incrementAndGet();
        }
    }

    /** Public, or the library could not make one. */
    public static final class NamedGadget implements DataSerializable {
        public NamedGadget() {
            MADE.incrementAndGet();
        }

        @Override
        public void writeData(ObjectDataOutput out) {}

        @Override
        public void readData(ObjectDataInput in) {}
    }

    /** Likewise. */
    public static final class ExternalGadget implements Externalizable {
        private static final long serialVersionUID = 1;

        public ExternalGadget() {
            MADE.incrementAndGet();
        }

        @Override
        public void writeExternal(ObjectOutput out) {}

        @Override
        public void readExternal(ObjectInput in) {}
    }

    static Stream<Arguments> whatServersDoNotSend() {
        return Stream.<Object>of(
                        new NamedGadget(),
                        new ExternalGadget(),
                        new PriorityQueue<>(List.of(new Gadget())),
                        new HashMap<>(),
                        new TreeMap<String, String>(),
                        NamedGadget.class,
                        new Object[] {"a"},
                        new long[2],
                        new String[] {"a"},
                        new ArrayList<>(List.of(new NamedGadget())),
                        new ClearOperation("map"),
                        new OfferOperation(),
                        new CallableTaskOperation("executor", UUID.randomUUID(), null))
                .map(object -> Arguments.of(object));
    }

    @BeforeEach
    void startCounting() {
        MADE.set(0);
    }

    @ParameterizedTest
    @MethodSource("whatServersDoNotSend")
    void whatServersDoNotSendIsRefusedBeforeItIsMade(Object object) {
        var bytes = anybody.toBytes(object);
        MADE.set(0);

        assertThatThrownBy(() -> server.toObject(new HeapData(bytes)))
                .isInstanceOf(HazelcastSerializationException.class)
                .hasMessageContaining("servers do not send each other");
        assertThat(MADE).hasValue(0);
    }

    @Test
    void whatServersSendIsRead() throws UnknownHostException {
        var address = new Address("127.0.0.1", 8300);
        var group = new RaftGroupId("curia", 1, 2);

        assertThat(server.<Object>toObject(new HeapData(anybody.toBytes(address))))
                .isEqualTo(address);
        assertThat(server.<Object>toObject(new HeapData(anybody.toBytes(group))))
                .isEqualTo(group);
        assertThat(server.<FsmOp>toObject(server.toData(new FsmOp(new byte[5_000_000])))
                        .payload())
                .hasSize(5_000_000);
    }

    @Test
    void errorsOfTheLibraryKeepTheirClass() {
        var group = new RaftGroupId("curia", 1, 2);
        var error = new NotLeaderException(group, new RaftEndpointImpl(UUID.randomUUID()), null);

        var read = server.<ErrorResponse>toObject(server.toData(new ErrorResponse(error, 7, false)));

        assertThat(read.getCause()).isInstanceOf(NotLeaderException.class).hasMessage(error.getMessage());
        assertThat(read.getCallId()).isEqualTo(7);
    }

    /** Without it, a change of voters that is half made is never found to be made. */
    @Test
    void theErrorThatTellsWhichMembersAGroupHasTellsThem() {
        Set<RaftEndpoint> members = Collections.unmodifiableSet(new LinkedHashSet<RaftEndpoint>(
                List.of(new RaftEndpointImpl(UUID.randomUUID()), new RaftEndpointImpl(UUID.randomUUID()))));
        var error = new MismatchingGroupMembersCommitIndexException(844, members);

        var read = server.<ErrorResponse>toObject(server.toData(new ErrorResponse(error, 7, false)));

        assertThat(read.getCause()).isInstanceOfSatisfying(MismatchingGroupMembersCommitIndexException.class, told -> {
            assertThat(told.getCommitIndex()).isEqualTo(844);
            assertThat(told.getMembers()).containsExactlyInAnyOrderElementsOf(members);
        });
    }

    @Test
    void anErrorOfAnotherKindIsReplacedByOneThatSaysSo() {
        var hidden = new IllegalStateException("outside", new GadgetError());

        for (var error : List.of(new GadgetError(), hidden)) {
            var read =
                    server.<ErrorResponse>toObject(new HeapData(anybody.toBytes(new ErrorResponse(error, 7, false))));

            assertThat(read.getCause()).hasMessageContaining(GadgetError.class.getName());
        }
        assertThat(MADE).hasValue(0);
    }

    @Test
    void anObjectThatIsNoErrorIsNotReadByJavasSerialization() {
        var bytes = anybody.toBytes(new Gadget());
        MADE.set(0);

        var read = server.<Object>toObject(new HeapData(bytes));

        assertThat(read).isInstanceOf(RuntimeException.class);
        assertThat(MADE).hasValue(0);
    }

    @Test
    void aLengthBeyondTheMessageReservesNothing() {
        for (var kind : List.of(
                SerializationConstants.CONSTANT_TYPE_BYTE_ARRAY, SerializationConstants.JAVA_DEFAULT_TYPE_ARRAY_LIST)) {
            for (var length : List.of(Integer.MAX_VALUE, 1 << 30, 17)) {
                var bytes = ByteBuffer.allocate(HeapData.DATA_OFFSET + Integer.BYTES + 16)
                        .putInt(0)
                        .putInt(kind)
                        .putInt(length)
                        .array();

                assertThatThrownBy(() -> server.toObject(new HeapData(bytes)))
                        .isInstanceOf(HazelcastSerializationException.class)
                        .hasMessageContaining("than");
            }
        }
    }

    @Test
    void noCountIsBelievedThatNoServerSends() {
        var request = anybody.toBytes(new AppendRequest(null, 1, 1, 1, 1, new LogEntry[0], 1, 1));
        // term, leader (nothing), term and index before, index of commits, then the number of entries
        var count = HeapData.DATA_OFFSET + 9 + 4 + 4 + 4 + 8 + 8;
        assertThat(ByteBuffer.wrap(request).getInt(count)).isZero();
        ByteBuffer.wrap(request).putInt(count, Integer.MAX_VALUE - 8);

        assertThatThrownBy(() -> server.toObject(new HeapData(request)))
                .isInstanceOf(HazelcastSerializationException.class)
                .hasMessageContaining("so large a count");
    }
}
