package io.curia.torture.cluster;

import java.util.Collection;

/**
 * The network between the servers, in which packets can be lost from one server to another. It needs a network namespace
 * that belongs to this run alone and ends with it, and nftables.
 */
public final class Network {
    private static final String TABLE = "torture";

    private final boolean delays;

    /** Prepares what cuts are made with. */
    public Network() throws InterruptedException {
        delays = canDelay();
        Shell.run("nft", "add table ip " + TABLE);
        Shell.run("nft", "add chain ip " + TABLE + " cuts { type filter hook output priority 0 ; }");
    }

    /** An address of this namespace that is no other server's, for the server at this place. */
    String address(int place) throws InterruptedException {
        var address = "127.0.1." + (place + 1);
        Shell.run("ip", "addr", "add", address + "/8", "dev", "lo");
        return address;
    }

    /** Loses all packets from one server to another; those the other way arrive. */
    public void cut(Server from, Server to) throws InterruptedException {
        Shell.run(
                "nft",
                "add rule ip " + TABLE + " cuts ip saddr " + from.raftHost() + " ip daddr " + to.raftHost() + " drop");
    }

    /** Loses all packets between two groups of servers. */
    public void separate(Collection<Server> some, Collection<Server> others) throws InterruptedException {
        for (var one : some) {
            for (var other : others) {
                cut(one, other);
                cut(other, one);
            }
        }
    }

    /** Lets each packet take longer by so much, whichever server it is for. */
    public void slow(int milliseconds) throws InterruptedException {
        Shell.run("tc", "qdisc", "add", "dev", "lo", "root", "handle", "1:", "prio");
        Shell.run(
                "tc",
                "qdisc",
                "add",
                "dev",
                "lo",
                "parent",
                "1:3",
                "handle",
                "30:",
                "netem",
                "delay",
                milliseconds + "ms",
                Math.max(1, milliseconds / 2) + "ms");
        Shell.run(
                "tc",
                "filter",
                "add",
                "dev",
                "lo",
                "protocol",
                "ip",
                "parent",
                "1:0",
                "prio",
                "3",
                "u32",
                "match",
                "ip",
                "dst",
                "127.0.1.0/24",
                "flowid",
                "1:3");
    }

    /** Whether this kernel knows how to delay packets; not each does. */
    public boolean delays() {
        return delays;
    }

    private static boolean canDelay() throws InterruptedException {
        try {
            Shell.run("tc", "qdisc", "add", "dev", "lo", "root", "netem", "delay", "1ms");
            Shell.run("tc", "qdisc", "del", "dev", "lo", "root");
            return true;
        } catch (IllegalStateException e) {
            return false;
        }
    }

    /** Loses so many of a hundred packets between servers, whichever come; TCP sends them again a while later. */
    public void lose(int percent) throws InterruptedException {
        Shell.run(
                "nft",
                "add rule ip " + TABLE + " cuts ip daddr 127.0.1.0/24 numgen random mod 100 < " + percent + " drop");
    }

    /** Ends the delay. */
    public void fast() throws InterruptedException {
        Shell.run("tc", "qdisc", "del", "dev", "lo", "root");
    }

    /** Loses nothing any more. */
    public void heal() throws InterruptedException {
        Shell.run("nft", "flush chain ip " + TABLE + " cuts");
    }
}
