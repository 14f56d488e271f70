package io.curia.raft.recovery;

import io.curia.raft.offline.PeersFile;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.InterruptedIOException;
import java.io.Reader;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;

/**
 * The servers of one {@code peers.json} find out together whose log is the newest, before any of them takes part in anything. Each
 * listens on its Raft port and tells all others how far its log goes until it has heard of every one; then all come to the
 * same result, for it follows from what all told. The order of the list is part of it, so all must have the same file.
 */
final class PeerAssembly {
    private static final Logger LOG = System.getLogger(PeerAssembly.class.getName());
    private static final Duration LOOK_EVERY = Duration.ofMillis(250);
    private static final long TELL_EVERY_NANOS = TimeUnit.SECONDS.toNanos(10);
    private static final int TIMEOUT_MS = 2000;
    private static final int LONGEST_LINE = 256;

    private final List<PeersFile.Peer> voters;
    private final int own;
    private final String list;
    private final Duration patience;
    private final Duration linger;
    private final SortedMap<Integer, Standing> known = new TreeMap<>();

    /**
     * @param voters of the list, in its order
     * @param own the place of this server among them
     * @param patience how long the others are waited for
     * @param linger how long others that have not heard of all yet are answered afterwards
     */
    PeerAssembly(List<PeersFile.Peer> voters, int own, Duration patience, Duration linger) {
        this.voters = List.copyOf(voters);
        this.own = own;
        this.list = digest(voters);
        this.patience = patience;
        this.linger = linger;
    }

    /**
     * Waits for all others, and answers whose log is the newest.
     *
     * @param bindAddress where this server listens, on the port that it has in the list
     * @param term of the last entry of this server's log
     * @param index of that entry
     * @throws IllegalStateException if the others do not come in time; the message is for the operator
     * @throws IOException if this server cannot listen
     */
    PeersFile.Peer newest(String bindAddress, int term, long index) throws IOException {
        know(new Standing(list, own, term, index, false));
        try (var socket = new ServerSocket()) {
            socket.bind(
                    new InetSocketAddress(bindAddress, address(voters.get(own)).getPort()));
            var listener = new Thread(() -> answerAll(socket), "curia-recovery");
            listener.setDaemon(true);
            listener.start();
            awaitAll();
            letOthersFinish();
        }
        synchronized (known) {
            var newest = known.values().stream().max(Standing.BY_LOG).orElseThrow();
            return voters.get(newest.place());
        }
    }

    private void awaitAll() throws IOException {
        long begun = System.nanoTime();
        long told = begun;
        for (var missing = missing(); !missing.isEmpty(); missing = missing()) {
            long now = System.nanoTime();
            if (now - begun > patience.toNanos()) {
                throw new IllegalStateException("recovery failed: of the servers in peers.json, "
                        + addresses(missing) + " did not come within " + patience.toSeconds()
                        + " s. Start all of them at about the same time, with the same file; take those that are lost out of"
                        + " it");
            } else if (now - told > TELL_EVERY_NANOS) {
                told = now;
                LOG.log(
                        Level.INFO,
                        "this server waits for {0}, which are in peers.json: they are to be started with the same file",
                        addresses(missing));
            }
            missing.forEach(this::ask);
            pause();
        }
        LOG.log(Level.INFO, "all servers of peers.json have told how far their logs go");
        synchronized (known) {
            var self = known.get(own);
            know(new Standing(list, own, self.term(), self.index(), true));
        }
    }

    /** Who has heard of all needs this server no more. */
    private void letOthersFinish() throws IOException {
        long begun = System.nanoTime();
        for (var unfinished = unfinished();
                !unfinished.isEmpty() && System.nanoTime() - begun < linger.toNanos();
                unfinished = unfinished()) {
            unfinished.forEach(this::ask);
            pause();
        }
    }

    private List<Integer> missing() {
        synchronized (known) {
            return IntStream.range(0, voters.size())
                    .filter(place -> !known.containsKey(place))
                    .boxed()
                    .toList();
        }
    }

    private List<Integer> unfinished() {
        synchronized (known) {
            return known.values().stream()
                    .filter(standing -> !standing.complete())
                    .map(Standing::place)
                    .toList();
        }
    }

    private void know(Standing standing) {
        synchronized (known) {
            known.put(standing.place(), standing);
        }
    }

    private void hear(Standing standing) {
        boolean ofThisList = standing.list().equals(list)
                && standing.place() >= 0
                && standing.place() < voters.size()
                && standing.place() != own;
        if (ofThisList) {
            know(standing);
        } else {
            LOG.log(Level.WARNING, "a server recovers with another peers.json than this one: all must have the same");
        }
    }

    private String ownLine() {
        synchronized (known) {
            return known.get(own).line() + "\n";
        }
    }

    private void ask(int place) {
        try (var socket = new Socket()) {
            socket.connect(address(voters.get(place)), TIMEOUT_MS);
            socket.setSoTimeout(TIMEOUT_MS);
            send(socket);
            Standing.of(line(socket)).ifPresent(this::hear);
        } catch (IOException e) {
            LOG.log(
                    Level.DEBUG,
                    "the server at {0} is not there yet: {1}",
                    voters.get(place).address(),
                    e.toString());
        }
    }

    private void answerAll(ServerSocket listening) {
        while (!listening.isClosed()) {
            try (var socket = listening.accept()) {
                socket.setSoTimeout(TIMEOUT_MS);
                var heard = Standing.of(line(socket));
                if (heard.isPresent()) {
                    hear(heard.get());
                    send(socket);
                }
            } catch (IOException e) {
                LOG.log(Level.DEBUG, "nothing was told: {0}", e.toString());
            }
        }
    }

    private void send(Socket socket) throws IOException {
        socket.getOutputStream().write(ownLine().getBytes(StandardCharsets.US_ASCII));
        socket.getOutputStream().flush();
    }

    /** A line of no more than some length; what comes in its place if there is none. */
    private static String line(Socket socket) throws IOException {
        Reader in = new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.US_ASCII));
        var line = new StringBuilder();
        for (int next = in.read(); next >= 0 && next != '\n' && line.length() < LONGEST_LINE; next = in.read()) {
            line.append((char) next);
        }
        return line.toString();
    }

    private String addresses(List<Integer> places) {
        return String.join(
                ", ", places.stream().map(place -> voters.get(place).address()).toList());
    }

    /** @throws IllegalStateException if it is no address */
    private static InetSocketAddress address(PeersFile.Peer peer) {
        int colon = peer.address().lastIndexOf(':');
        try {
            var host = peer.address().substring(0, Math.max(0, colon)).replaceAll("[\\[\\]]", "");
            return new InetSocketAddress(host, Integer.parseInt(peer.address().substring(colon + 1)));
        } catch (IllegalArgumentException e) {
            throw new IllegalStateException(
                    "recovery failed: peers.json has " + peer.address() + " where host:port of a Raft port is expected",
                    e);
        }
    }

    private static void pause() throws IOException {
        try {
            TimeUnit.NANOSECONDS.sleep(LOOK_EVERY.toNanos());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("interrupted while other servers were waited for");
        }
    }

    private static String digest(List<PeersFile.Peer> voters) {
        var lines = new ArrayList<String>();
        voters.forEach(voter -> lines.add(voter.id() + "@" + voter.address()));
        try {
            var sum = MessageDigest.getInstance("SHA-256")
                    .digest(String.join("\n", lines).getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(sum);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has it", e);
        }
    }
}
