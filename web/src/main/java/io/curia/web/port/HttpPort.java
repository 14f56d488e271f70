package io.curia.web.port;

import io.undertow.UndertowOptions;
import io.undertow.connector.ByteBufferPool;
import io.undertow.server.DefaultByteBufferPool;
import io.undertow.server.HttpHandler;
import io.undertow.server.handlers.HttpContinueReadHandler;
import io.undertow.server.protocol.http.HttpOpenListener;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.channels.ClosedChannelException;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.xnio.IoUtils;
import org.xnio.OptionMap;
import org.xnio.Options;
import org.xnio.StreamConnection;
import org.xnio.Xnio;
import org.xnio.XnioWorker;
import org.xnio.channels.AcceptingChannel;

/**
 * The port that clients connect to, with threads and buffers of its own: it opens when there is something to answer, and
 * when it closes, what is under way is answered before. Safe for use by any thread.
 */
public final class HttpPort implements AutoCloseable {
    private static final Logger LOG = System.getLogger(HttpPort.class.getName());
    private static final int BUFFER = 16 * 1024;
    /** Slow clients hold one each while they take a long answer. */
    private static final int MOST_TASK_THREADS = 512;

    private static final Duration TASK_THREAD_IDLE = Duration.ofMinutes(1);
    /** Clients keep idle connections for 90 s (Go's default): the server must not be the first to hang up. */
    private static final Duration IDLE = Duration.ofMinutes(2);

    private static final Duration WHOLE_HEAD = Duration.ofMinutes(1);
    /** Longer than a blocking query may wait, 10 minutes and 37.5 s, with nothing written. */
    private static final Duration WRITE = Duration.ofMinutes(11);

    /** Who asks again and again has an answer by then that says to ask somebody else. */
    private static final Duration LET_GO = Duration.ofMillis(500);

    private static final Duration LAST_ANSWERS = Duration.ofSeconds(5);
    private static final int BACKLOG = 1024;
    /** Connections that may be on their way to be turned away, before the system is asked for no more. */
    private static final int BEING_TURNED_AWAY = 64;

    private final XnioWorker worker;
    private final ByteBufferPool buffers;
    private final HttpOpenListener http;
    private final UnderWay underWay;
    private final Doorkeeper door;
    private final int mostAtOnce;
    private final Duration letGo;
    private AcceptingChannel<StreamConnection> channel;
    private boolean closed;

    /**
     * Makes a port that does not listen yet.
     *
     * @param mostOfOneAddress connections
     * @param mostInAll connections
     * @param handler answers the requests; called on I/O threads
     */
    public HttpPort(int mostOfOneAddress, int mostInAll, HttpHandler handler) {
        this(mostOfOneAddress, mostInAll, handler, LET_GO);
    }

    /** @param letGo how long those who are in may go on when the port closes */
    HttpPort(int mostOfOneAddress, int mostInAll, HttpHandler handler, Duration letGo) {
        this.letGo = letGo;
        this.worker = worker();
        this.buffers = new DefaultByteBufferPool(true, BUFFER, 1000, 10, 0);
        this.http = new HttpOpenListener(buffers, webServerOptions());
        this.underWay = new UnderWay(new HttpContinueReadHandler(handler));
        http.setRootHandler(underWay);
        this.mostAtOnce = mostInAll > Integer.MAX_VALUE - BEING_TURNED_AWAY ? mostInAll : mostInAll + BEING_TURNED_AWAY;
        this.door = new Doorkeeper(mostOfOneAddress, mostInAll, buffers, http);
    }

    private static XnioWorker worker() {
        try {
            return Xnio.getInstance(Xnio.class.getClassLoader())
                    .createWorker(OptionMap.builder()
                            .set(Options.WORKER_NAME, "curia-http")
                            .set(
                                    Options.WORKER_IO_THREADS,
                                    2 * Runtime.getRuntime().availableProcessors())
                            .set(Options.WORKER_TASK_CORE_THREADS, 2)
                            .set(Options.WORKER_TASK_MAX_THREADS, MOST_TASK_THREADS)
                            .set(Options.WORKER_TASK_KEEPALIVE, (int) TASK_THREAD_IDLE.toMillis())
                            .set(Options.THREAD_DAEMON, true)
                            .getMap());
        } catch (IOException e) {
            throw new IllegalStateException("the threads of the HTTP port cannot be made", e);
        }
    }

    /** The request line reaches the handler as it was sent: keys may hold any byte, %2F among them. */
    private static OptionMap webServerOptions() {
        return OptionMap.builder()
                .set(UndertowOptions.DECODE_URL, false)
                .set(UndertowOptions.URL_CHARSET, "UTF-8")
                .set(UndertowOptions.ALLOW_UNESCAPED_CHARACTERS_IN_URL, true)
                .set(UndertowOptions.MAX_HEADER_SIZE, MessageScreen.LONGEST_HEAD)
                // the limits of bodies are the application's, for only it can answer 413
                .set(UndertowOptions.MAX_ENTITY_SIZE, 0L)
                .set(UndertowOptions.MAX_PARAMETERS, 10_000)
                .set(UndertowOptions.NO_REQUEST_TIMEOUT, (int) IDLE.toMillis())
                .set(UndertowOptions.REQUEST_PARSE_TIMEOUT, (int) WHOLE_HEAD.toMillis())
                .getMap();
    }

    /**
     * Takes the address. Clients can connect, but have to wait until {@link #admit}.
     *
     * @throws IOException if the address cannot be had
     */
    public synchronized InetSocketAddress bind(InetSocketAddress address) throws IOException {
        channel = listen(address);
        return channel.getLocalAddress(InetSocketAddress.class);
    }

    /** Lets clients in, those who wait and those to come; to be called after {@link #bind}, without effect after a close. */
    public synchronized void admit() {
        if (!closed) {
            channel.resumeAccepts();
        }
    }

    /** Listens on a port of this machine only that nobody knows, while the task runs. */
    public void withHiddenPort(HiddenPort task) throws IOException, InterruptedException {
        var hidden = listen(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
        try {
            hidden.resumeAccepts();
            task.use(hidden.getLocalAddress(InetSocketAddress.class));
        } finally {
            IoUtils.safeClose(hidden);
        }
    }

    /** What is done on a port that only the task knows. */
    @FunctionalInterface
    public interface HiddenPort {
        /** Sends requests to the address. */
        void use(InetSocketAddress address) throws IOException, InterruptedException;
    }

    private AcceptingChannel<StreamConnection> listen(InetSocketAddress address) throws IOException {
        return worker.createStreamConnectionServer(
                address,
                this::accept,
                OptionMap.builder()
                        .set(Options.TCP_NODELAY, true)
                        .set(Options.REUSE_ADDRESSES, true)
                        .set(Options.KEEP_ALIVE, true)
                        .set(Options.BACKLOG, BACKLOG)
                        .set(Options.WRITE_TIMEOUT, (int) WRITE.toMillis())
                        .set(Options.CONNECTION_HIGH_WATER, mostAtOnce)
                        .set(Options.CONNECTION_LOW_WATER, mostAtOnce - 1)
                        .getMap());
    }

    private void accept(AcceptingChannel<StreamConnection> listening) {
        try {
            StreamConnection connection = listening.accept();
            if (connection != null) {
                door.handleEvent(connection);
            }
        } catch (ClosedChannelException e) {
            // the port closed between the arrival and this
        } catch (IOException e) {
            LOG.log(Level.WARNING, "A connection could not be accepted", e);
        }
    }

    /** How many connections there are. */
    public int connections() {
        return door.connections();
    }

    /**
     * Closes the port: nobody gets in any more; who is in already gets one more answer on each connection, and after a
     * moment status 503. Idempotent.
     *
     * @param answerAll makes the answers come that are waited for
     */
    public synchronized void close(Runnable answerAll) {
        if (closed) {
            return;
        }
        closed = true;
        IoUtils.safeClose(channel);
        underWay.letGo();
        awaitNobody();
        underWay.refuse();
        answerAll.run();
        underWay.awaitNone(LAST_ANSWERS);
        http.closeConnections();
        worker.shutdown();
        try {
            if (!worker.awaitTermination(LAST_ANSWERS.toMillis(), TimeUnit.MILLISECONDS)) {
                worker.shutdownNow();
            }
        } catch (InterruptedException e) {
            worker.shutdownNow();
            Thread.currentThread().interrupt();
        }
        buffers.close();
    }

    private void awaitNobody() {
        var deadline = System.nanoTime() + letGo.toNanos();
        try {
            while (connections() > 0 && System.nanoTime() < deadline) {
                TimeUnit.MILLISECONDS.sleep(5);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() {
        close(() -> {});
    }
}
