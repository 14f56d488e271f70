package io.curia.torture.nemesis;

import io.curia.torture.cluster.Means;
import java.io.IOException;
import java.time.Duration;
import java.util.Arrays;
import java.util.Locale;

/** The faults. */
public enum Nemesis {
    /** One server, any, is killed with {@code kill -9} and started again. */
    KILL(Needs.NOTHING, arena -> Crashes.kill(arena, arena.any())),
    /** The same with the leader. */
    KILL_LEADER(Needs.NOTHING, arena -> Crashes.kill(arena, arena.leader())),
    /** All servers are killed at once. */
    KILL_ALL(Needs.NOTHING, Crashes::killAll),
    /** One server is killed, and what it had not forced to its disk is gone. */
    POWER_LOSS(Needs.AGENT, Crashes::losePowerOfOne),
    /** The same with all at once. */
    POWER_LOSS_ALL(Needs.AGENT, Crashes::losePowerOfAll),
    /** The leader stands still for some seconds (SIGSTOP, SIGCONT), and goes on as if nothing had been. */
    PAUSE_LEADER(Needs.NOTHING, arena -> Crashes.pause(arena, arena.leader())),
    /** The same with any server. */
    PAUSE(Needs.NOTHING, arena -> Crashes.pause(arena, arena.any())),
    /** One server is stopped in order and started again. */
    STOP(Needs.NOTHING, arena -> Crashes.stop(arena, arena.any())),
    /** One after the other is stopped in order and started again, the leader last. */
    ROLLING_RESTART(Needs.NOTHING, Crashes::stopOneByOne),
    /** The leader is asked to let another server lead. */
    TRANSFER_LEADERSHIP(Needs.NOTHING, Nemesis::transfer),
    /** The leader reaches no other server, and none reaches it. */
    ISOLATE_LEADER(Needs.NETWORK, Cuts::isolateLeader),
    /** The same, and its clock is set back by an hour. */
    ISOLATE_LEADER_CLOCK_BACK(Needs.NETWORK_AND_CLOCK, Cuts::isolateLeaderWhoseClockGoesBack),
    /** The servers fall apart in two halves, of which one is the larger. */
    HALVES(Needs.NETWORK, Cuts::halves),
    /** What one server sends to the others is lost, what they send arrives. */
    ONE_WAY(Needs.NETWORK, Cuts::oneWay),
    /** Each packet between servers takes a tenth of a second. */
    SLOW_LINKS(Needs.DELAYS, Cuts::slow),
    /** One packet of five between servers is lost, so that answers come late or in bursts. */
    LOSSY_LINKS(Needs.NETWORK, Cuts::lossy),
    /** The clock of one server is set by an hour, on or back, and right again. */
    CLOCK_STEP(Needs.CLOCK, Machines::stepClock),
    /** Each fsync of one server takes up to two seconds. */
    SLOW_DISK(Needs.AGENT, Machines::slowDisk),
    /** Each fsync of one server fails and drops what it was to write. */
    FAILING_DISK(Needs.AGENT, Machines::failingDisk),
    /** One server's disk has no room left. */
    FULL_DISK(Needs.MOUNTS, Machines::fullDisk),
    /** One server is taken out of the cluster by an operator, and gets its vote again. */
    REMOVE_PEER(Needs.NOTHING, Memberships::removePeer),
    /** A new server joins and gets a vote, and another leaves for good. */
    REPLACE(Needs.NOTHING, Memberships::replace),
    /** Some servers lose their votes, and get them again. */
    DEMOTE(Needs.NOTHING, Memberships::demote),
    /** The whole state is saved, and put back some seconds later. */
    RESTORE(Needs.NOTHING, States::restore),
    /** One server is away for so long that it must be brought up by a snapshot. */
    SNAPSHOT_INSTALL(Needs.NOTHING, States::overtake);

    /** What the machine must have for it. */
    private enum Needs {
        NOTHING(""),
        NETWORK("root, unshare (util-linux), nft (nftables) and tc (iproute2)"),
        DELAYS("root and a kernel that can delay packets (netem)"),
        CLOCK("Linux and a C compiler (gcc)"),
        NETWORK_AND_CLOCK(NETWORK.text + ", and " + CLOCK.text),
        MOUNTS("root, unshare (util-linux), loop devices and mkfs.ext4 (e2fsprogs)"),
        AGENT("torture.jar");

        private final String text;

        Needs(String text) {
            this.text = text;
        }

        private boolean isMet(Means means) {
            return switch (this) {
                case NOTHING -> true;
                case NETWORK -> means.network() != null;
                case DELAYS -> means.network() != null && means.network().delays();
                case CLOCK -> means.clock() != null;
                case NETWORK_AND_CLOCK -> NETWORK.isMet(means) && CLOCK.isMet(means);
                case MOUNTS -> means.mounts();
                case AGENT -> means.agent() != null;
            };
        }
    }

    private interface Strike {
        void on(Arena arena) throws InterruptedException, IOException;
    }

    private final Needs needs;

    @SuppressWarnings("ImmutableEnumChecker") // references to static methods, which hold nothing
    private final Strike strike;

    Nemesis(Needs needs, Strike strike) {
        this.needs = needs;
        this.strike = strike;
    }

    /** Whether it can be done here. */
    public boolean isPossible(Means means) {
        return needs.isMet(means);
    }

    /** What it takes, in words. */
    public String needs() {
        return needs.text;
    }

    /** Whether servers must run with the agent for it, which others do not. */
    public boolean needsAgent() {
        return needs == Needs.AGENT;
    }

    /** Whether each server must have a small file system of its own for it. */
    public boolean needsMounts() {
        return needs == Needs.MOUNTS;
    }

    /** Whether servers must run under the library that steps clocks for it. */
    public boolean needsClock() {
        return needs == Needs.CLOCK || needs == Needs.NETWORK_AND_CLOCK;
    }

    /** Does it, and takes it back; the servers may still be recovering when this returns. */
    public void strike(Arena arena) throws InterruptedException, IOException {
        strike.on(arena);
    }

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
        return Arrays.stream(values())
                .filter(nemesis -> nemesis.label().equals(label))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("no nemesis is called " + label));
    }

    private static void transfer(Arena arena) throws InterruptedException, IOException {
        var leader = arena.leader();
        arena.tell(leader.name() + " is asked to give way");
        leader.api().send("POST", "/v1/operator/raft/transfer-leader", null, Duration.ofSeconds(30));
    }
}
