package io.curia.bench.failover;

import io.curia.torture.cluster.Cluster;
import io.curia.torture.cluster.Network;
import io.curia.torture.cluster.Server;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/** What happens to the leader, or to all servers. Each ends with all servers running. */
enum Fault {
    /** It is killed by SIGKILL, and started again some seconds later. */
    KILL {
        @Override
        void strike(Scene scene, Server leader) throws IOException, InterruptedException {
            leader.kill();
            Thread.sleep(LASTS_MS);
            leader.start();
            leader.awaitReady();
        }
    },
    /** None of its threads run, by SIGSTOP, and then they go on. */
    PAUSE {
        @Override
        void strike(Scene scene, Server leader) throws InterruptedException {
            leader.pause();
            try {
                Thread.sleep(LASTS_MS);
            } finally {
                leader.resume();
            }
            Thread.sleep(LASTS_MS);
        }
    },
    /** It reaches no other server, and none reaches it; clients reach all. */
    ISOLATE {
        @Override
        void strike(Scene scene, Server leader) throws InterruptedException {
            var others = scene.cluster().servers().stream()
                    .filter(each -> each != leader)
                    .toList();
            scene.network().separate(List.of(leader), others);
            Thread.sleep(LASTS_MS);
            scene.network().heal();
            Thread.sleep(LASTS_MS);
        }
    },
    /** It is stopped in order, by SIGTERM, and started again. */
    STOP {
        @Override
        void strike(Scene scene, Server leader) throws IOException, InterruptedException {
            leader.stop();
            leader.start();
            leader.awaitReady();
        }
    },
    /** It is asked to give way. */
    TRANSFER {
        @Override
        void strike(Scene scene, Server leader) throws IOException, InterruptedException {
            leader.api().send("POST", "/v1/operator/raft/transfer-leader", null, Duration.ofSeconds(30));
            Thread.sleep(SETTLES_MS);
        }
    },
    /** One server after the other is stopped in order and started again, the leader last. */
    ROLLING_RESTART {
        @Override
        void strike(Scene scene, Server leader) throws IOException, InterruptedException {
            for (var server : scene.cluster().servers()) {
                if (server != leader) {
                    restart(scene, server);
                }
            }
            restart(scene, leader);
        }
    },
    /** The same, and each is of another version from then on. */
    ROLLING_UPGRADE {
        @Override
        void strike(Scene scene, Server leader) throws IOException, InterruptedException {
            for (var server : scene.cluster().servers()) {
                if (server != leader) {
                    upgrade(scene, server);
                }
            }
            upgrade(scene, leader);
        }

        /** Servers of two versions do not call each other well. */
        private void upgrade(Scene scene, Server server) throws IOException, InterruptedException {
            server.startedBy(scene.script());
            STOP.strike(scene, server);
            Votes.awaitLeader(scene.cluster());
            Thread.sleep(SETTLES_MS);
        }
    };

    private static final long LASTS_MS = 6_000;
    private static final long SETTLES_MS = 2_000;

    /**
     * Where it happens.
     *
     * @param network null if it cannot be cut
     * @param script starts servers of the version that is measured
     */
    record Scene(Cluster cluster, Network network, Path script) {}

    /** Strikes, and returns when all servers run again. */
    abstract void strike(Scene scene, Server leader) throws IOException, InterruptedException;

    private static void restart(Scene scene, Server server) throws IOException, InterruptedException {
        STOP.strike(scene, server);
        Votes.awaitAll(scene.cluster());
    }
}
