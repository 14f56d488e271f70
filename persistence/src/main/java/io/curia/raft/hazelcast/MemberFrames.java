package io.curia.raft.hazelcast;

import com.hazelcast.cluster.Address;
import com.hazelcast.internal.cluster.impl.ClusterDataSerializerHook;
import com.hazelcast.internal.networking.HandlerStatus;
import com.hazelcast.internal.networking.nio.InboundHandlerWithCounters;
import com.hazelcast.internal.nio.IOUtil;
import com.hazelcast.internal.nio.Packet;
import com.hazelcast.internal.serialization.impl.HeapData;
import com.hazelcast.internal.serialization.impl.SerializationConstants;
import com.hazelcast.internal.server.ServerConnection;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.function.Consumer;

/**
 * Cuts what arrives on one connection between servers into messages, in place of the library's own reader: it reserves
 * memory as the bytes come rather than as a length announces them, and ends a connection that brings what servers do not
 * send each other. Used by one I/O thread.
 */
final class MemberFrames extends InboundHandlerWithCounters<ByteBuffer, Consumer<Packet>> {
    /** What may be said before it is known who speaks: a handshake of some hundred bytes. */
    static final int LARGEST_HANDSHAKE = 64 << 10;

    /** What a server may say that is no member of the cluster yet. */
    static final int LARGEST_OF_STRANGERS = 16 << 20;

    private static final int HEADER = Byte.BYTES + Short.BYTES + 2 * Integer.BYTES;
    private static final int OBJECT_HEADER = HeapData.DATA_OFFSET + 1 + 2 * Integer.BYTES;
    private static final int BELIEVED_OF_STRANGERS = 64 << 10;
    private static final int BELIEVED_OF_MEMBERS = 1 << 20;

    /** Who is in the cluster; asked with the address that the other side has given in its handshake, or null. */
    interface Peers {
        boolean isMember(Address address);

        boolean isSelf(Address address);
    }

    /** A connection is not worth more words. */
    private static final class RefusedException extends Exception {
        private static final long serialVersionUID = 1;

        RefusedException(String why) {
            super(why, null, false, false);
        }
    }

    private final ServerConnection connection;
    private final Peers peers;
    private final int largest;
    private final Refusals refusals;
    private boolean greeted;
    private boolean headerRead;
    private char flags;
    private int partition;
    private int size;
    private int filled;
    private byte[] payload;

    /**
     * @param largest bytes that a member may send in one message
     */
    MemberFrames(
            ServerConnection connection, Consumer<Packet> dispatcher, Peers peers, int largest, Refusals refusals) {
        this.connection = connection;
        this.dst = dispatcher;
        this.peers = peers;
        this.largest = largest;
        this.refusals = refusals;
    }

    @Override
    public void handlerAdded() {
        initSrcBuffer();
    }

    @Override
    public HandlerStatus onRead() {
        src.flip();
        try {
            while (readHeader() && readPayload()) {
                deliver();
            }
        } catch (RefusedException e) {
            src.position(src.limit());
            refusals.refuse(connection, e.getMessage());
        } finally {
            IOUtil.compactOrClear(src);
        }
        return HandlerStatus.CLEAN;
    }

    private boolean readHeader() throws RefusedException {
        if (headerRead) {
            return true;
        }
        if (src.remaining() < HEADER) {
            return false;
        }
        if (src.get() != Packet.VERSION) {
            throw new RefusedException("it does not speak the protocol of servers");
        }
        flags = src.getChar();
        partition = src.getInt();
        size = src.getInt();
        payload = new byte[believed()];
        filled = 0;
        headerRead = true;
        return true;
    }

    private int believed() throws RefusedException {
        var type = Packet.Type.fromFlags(flags);
        var handshake = type == Packet.Type.SERVER_CONTROL;
        if (handshake ? size > LARGEST_HANDSHAKE : !greeted || type != Packet.Type.OPERATION && !isEvent()) {
            throw new RefusedException("it sent what servers do not send each other");
        }
        var member = (size > BELIEVED_OF_STRANGERS || isEvent()) && peers.isMember(connection.getRemoteAddress());
        if (isEvent() && !member) {
            throw new RefusedException("it sent what servers do not send each other");
        }
        if (size < OBJECT_HEADER || size > (member ? largest : LARGEST_OF_STRANGERS)) {
            throw new RefusedException("it announced a message of " + size + " bytes");
        }
        return Math.min(size, member ? BELIEVED_OF_MEMBERS : BELIEVED_OF_STRANGERS);
    }

    /** The library tells members what befalls its own objects; here nobody listens. */
    private boolean isEvent() {
        return Packet.Type.fromFlags(flags) == Packet.Type.EVENT;
    }

    private boolean readPayload() {
        while (filled < size) {
            var ready = Math.min(src.remaining(), size - filled);
            if (ready == 0) {
                return false;
            }
            if (filled == payload.length) {
                payload = Arrays.copyOf(payload, (int) Math.min(size, 2L * payload.length));
            }
            var n = Math.min(ready, payload.length - filled);
            src.get(payload, filled, n);
            filled += n;
        }
        return true;
    }

    private void deliver() throws RefusedException {
        var packet = new Packet(payload, partition).resetFlagsTo(flags);
        payload = null;
        headerRead = false;
        if (packet.getPacketType() == Packet.Type.SERVER_CONTROL) {
            greeted = true;
        }
        if (isEvent()) {
            return;
        }
        check(packet);
        (packet.isUrgent() ? priorityPacketsRead : normalPacketsRead).inc();
        packet.setConn(connection);
        dst.accept(packet);
        if (packet.getPacketType() == Packet.Type.SERVER_CONTROL && peers.isSelf(connection.getRemoteAddress())) {
            throw new RefusedException("it says that it is this server");
        }
    }

    /** Members are told which of their requests are not served; of others no request but the known is looked at. */
    private void check(Packet packet) throws RefusedException {
        var bytes = ByteBuffer.wrap(packet.toByteArray());
        var identified = bytes.getInt(HeapData.TYPE_OFFSET) == SerializationConstants.CONSTANT_TYPE_DATA_SERIALIZABLE
                && (bytes.get(HeapData.DATA_OFFSET) & 1) != 0;
        var factory = bytes.getInt(HeapData.DATA_OFFSET + 1);
        var type = bytes.getInt(HeapData.DATA_OFFSET + 1 + Integer.BYTES);
        var known = packet.getPacketType() == Packet.Type.SERVER_CONTROL
                ? factory == ClusterDataSerializerHook.F_ID && type == ClusterDataSerializerHook.MEMBER_HANDSHAKE
                : MemberTypes.isSent(factory, type);
        if (!identified || !known && !peers.isMember(connection.getRemoteAddress())) {
            throw new RefusedException("it sent what servers do not send each other");
        }
    }
}
