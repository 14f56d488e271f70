package io.curia.web.port;

import io.curia.web.port.ScreenedSource.Farewell;
import io.undertow.connector.ByteBufferPool;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.xnio.ChannelListener;
import org.xnio.ChannelListeners;
import org.xnio.IoUtils;
import org.xnio.StreamConnection;

/**
 * Lets connections in or turns them away at once: beyond so many of one address with status 429, beyond so many in all,
 * for which the process would not have the descriptors, without a word. Safe for use by any thread.
 */
final class Doorkeeper implements ChannelListener<StreamConnection> {
    private static final Logger LOG = System.getLogger(Doorkeeper.class.getName());
    private static final String TOO_MANY =
            "Your IP is issuing too many concurrent connections, please rate limit your calls\n";

    private final int mostOfOneAddress;
    private final int mostInAll;
    private final ByteBufferPool buffers;
    private final ChannelListener<StreamConnection> next;
    private final Map<InetAddress, Integer> present = new ConcurrentHashMap<>();
    private final AtomicInteger all = new AtomicInteger();
    private final AtomicBoolean full = new AtomicBoolean();

    /** @param next takes those that are let in */
    Doorkeeper(int mostOfOneAddress, int mostInAll, ByteBufferPool buffers, ChannelListener<StreamConnection> next) {
        this.mostOfOneAddress = mostOfOneAddress;
        this.mostInAll = mostInAll;
        this.buffers = buffers;
        this.next = next;
    }

    /** How many connections there are. */
    int connections() {
        return all.get();
    }

    @Override
    public void handleEvent(StreamConnection connection) {
        var peer = connection.getPeerAddress(InetSocketAddress.class);
        if (peer == null) {
            IoUtils.safeClose(connection);
            return;
        }
        InetAddress address = peer.getAddress();
        if (!enter(address)) {
            IoUtils.safeClose(connection);
            return;
        }
        var inside = new AtomicBoolean(true);
        Runnable leave = () -> {
            if (inside.getAndSet(false)) {
                leave(address);
            }
        };
        try {
            if (present.get(address) > mostOfOneAddress) {
                Farewell.send(connection, "429 Too Many Requests", TOO_MANY);
                IoUtils.safeClose(connection);
            } else {
                ScreenedSource.install(connection, buffers);
                next.handleEvent(connection);
            }
        } finally {
            leaveAtClose(connection, leave);
        }
    }

    private static void leaveAtClose(StreamConnection connection, Runnable leave) {
        ChannelListener<? super StreamConnection> before = connection.getCloseListener();
        connection.setCloseListener(closed -> {
            leave.run();
            ChannelListeners.invokeChannelListener(closed, before);
        });
        if (!connection.isOpen()) {
            leave.run();
        }
    }

    private boolean enter(InetAddress address) {
        if (all.incrementAndGet() > mostInAll) {
            all.decrementAndGet();
            if (!full.getAndSet(true)) {
                LOG.log(
                        Level.WARNING,
                        "Connections are turned away, for more than {0} would leave no file descriptors for the server"
                                + " itself; raise the limit of open files (ulimit -n) if so many clients are expected",
                        Integer.toString(mostInAll));
            }
            return false;
        }
        present.merge(address, 1, Integer::sum);
        return true;
    }

    private void leave(InetAddress address) {
        present.computeIfPresent(address, (same, count) -> count == 1 ? null : count - 1);
        if (all.decrementAndGet() < mostInAll / 2) {
            full.set(false);
        }
    }
}
