package io.curia.torture.nemesis;

import io.curia.torture.cluster.Cluster;
import io.curia.torture.cluster.Network;
import io.curia.torture.cluster.Server;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.function.Consumer;

/** The faults. */
public enum Nemesis {
    /** One server, any, is killed with {@code kill -9} and started again. */
    KILL {
        @Override
        public void strike(Arena arena) throws InterruptedException, IOException {
            kill(arena, arena.any());
        }
    },
    /** The same with the leader. */
    KILL_LEADER {
        @Override
        public void strike(Arena arena) throws InterruptedException, IOException {
            kill(arena, arena.leader());
        }
    },
    /** All servers are killed at once. */
    KILL_ALL {
        @Override
        public void strike(Arena arena) throws InterruptedException, IOException {
            arena.tell("kill -9 of all servers");
            for (var server : arena.cluster().servers()) {
                server.kill();
            }
            arena.cluster().startAll();
        }
    },
    /** The leader stands still for some seconds (SIGSTOP, SIGCONT), and goes on as if nothing had been. */
    PAUSE_LEADER {
        @Override
        public void strike(Arena arena) throws InterruptedException {
            pause(arena, arena.leader());
        }
    },
    /** The same with any server. */
    PAUSE {
        @Override
        public void strike(Arena arena) throws InterruptedException {
            pause(arena, arena.any());
        }
    },
    /** One server is stopped in order and started again. */
    STOP {
        @Override
        public void strike(Arena arena) throws InterruptedException, IOException {
            stop(arena, arena.any());
        }
    },
    /** One after the other is stopped in order and started again, the leader last. */
    ROLLING_RESTART {
        @Override
        public void strike(Arena arena) throws InterruptedException, IOException {
            var leader = arena.leader();
            for (var server : arena.cluster().servers()) {
                if (server != leader) {
                    stop(arena, server);
                }
            }
            stop(arena, leader);
        }
    },
    /** The leader is asked to let another server lead. */
    TRANSFER_LEADERSHIP {
        @Override
        public void strike(Arena arena) throws InterruptedException, IOException {
            var leader = arena.leader();
            arena.tell(leader.name() + " is asked to give way");
            leader.api().send("POST", "/v1/operator/raft/transfer-leader", null, Duration.ofSeconds(30));
        }
    },
    /** The leader reaches no other server, and none reaches it. */
    ISOLATE_LEADER(true) {
        @Override
        public void strike(Arena arena) throws InterruptedException {
            var leader = arena.leader();
            arena.tell(leader.name() + ", the leader, is cut off from the others");
            arena.network().separate(List.of(leader), arena.without(leader));
            arena.last();
            arena.network().heal();
        }
    },
    /** The servers fall apart in two halves, of which one is the larger. */
    HALVES(true) {
        @Override
        public void strike(Arena arena) throws InterruptedException {
            var all = new ArrayList<>(arena.cluster().servers());
            Collections.shuffle(all, arena.random());
            var smaller = all.subList(0, all.size() / 2);
            var larger = all.subList(all.size() / 2, all.size());
            arena.tell("cut between " + names(smaller) + " and " + names(larger));
            arena.network().separate(smaller, larger);
            arena.last();
            arena.network().heal();
        }
    },
    /** What one server sends to the others is lost, what they send arrives. */
    ONE_WAY(true) {
        @Override
        public void strike(Arena arena) throws InterruptedException {
            var mute = arena.random().nextBoolean() ? arena.leader() : arena.any();
            arena.tell(mute.name() + " is heard by nobody");
            for (var other : arena.without(mute)) {
                arena.network().cut(mute, other);
            }
            arena.last();
            arena.network().heal();
        }
    },
    /** Each packet between servers takes a tenth of a second. */
    SLOW_LINKS(true) {
        @Override
        public void strike(Arena arena) throws InterruptedException {
            arena.tell("slow links");
            arena.network().slow(100);
            arena.last();
            arena.network().fast();
        }
    },
    /** One packet of five between servers is lost, so that answers come late or in bursts. */
    LOSSY_LINKS(true) {
        @Override
        public void strike(Arena arena) throws InterruptedException {
            arena.tell("lossy links");
            arena.network().lose(20);
            arena.last();
            arena.network().heal();
        }
    };

    private final boolean needsNetwork;

    Nemesis() {
        this(false);
    }

    Nemesis(boolean needsNetwork) {
        this.needsNetwork = needsNetwork;
    }

    /** What a nemesis works with. */
    public record Arena(Cluster cluster, Network network, Random random, Consumer<String> log) {
        Server any() {
            var servers = cluster.servers();
            return servers.get(random.nextInt(servers.size()));
        }

        /** The leader, or any server while there is none. */
        Server leader() throws InterruptedException {
            return cluster.leader().orElseGet(this::any);
        }

        List<Server> without(Server one) {
            return cluster.servers().stream().filter(server -> server != one).toList();
        }

        void tell(String text) {
            log.accept(text);
        }

        /** Lets a fault last: longer than an election takes. */
        void last() throws InterruptedException {
            Thread.sleep(4_000L + random.nextInt(6_000));
        }
    }

    /** Whether it cuts the network between servers. */
    public boolean needsNetwork() {
        return needsNetwork;
    }

    /** Does it, and takes it back; the servers may still be recovering when this returns. */
    public abstract void strike(Arena arena) throws InterruptedException, IOException;

    /** Its name as users write it, such as {@code kill-leader}. */
    public String label() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /**
     * The nemesis with this name.
     *
     * @throws IllegalArgumentException if there is none
     */
    public static Nemesis labelled(String label) {
        for (var nemesis : values()) {
            if (nemesis.label().equals(label)) {
                return nemesis;
            }
        }
        throw new IllegalArgumentException("no nemesis is called " + label);
    }

    private static void kill(Arena arena, Server server) throws InterruptedException, IOException {
        arena.tell("kill -9 of " + server.name());
        server.kill();
        arena.last();
        server.start();
        server.awaitReady();
    }

    private static void stop(Arena arena, Server server) throws InterruptedException, IOException {
        arena.tell("stop of " + server.name());
        server.stop();
        server.start();
        server.awaitReady();
    }

    private static void pause(Arena arena, Server server) throws InterruptedException {
        arena.tell("SIGSTOP of " + server.name());
        server.pause();
        try {
            arena.last();
        } finally {
            server.resume();
        }
    }

    private static String names(List<Server> servers) {
        return servers.stream().map(Server::name).sorted().toList().toString();
    }
}
