package io.curia.cluster;

/**
 * Who this server is, as its settings say. All values are fixed from start to stop; none is null. Safe for use by any
 * thread.
 */
public interface NodeInfo {
    /** The datacenter's name, lower-case. */
    String datacenter();

    /** The node's name, unique in the datacenter. */
    String nodeName();

    /** The node's id, a UUID in its 36-character form. */
    String nodeId();

    /** This program's version, for example {@code 0.1.0}. */
    String version();

    /** The IP address that other servers reach this one by. */
    String advertiseAddress();

    /** The port of the HTTP API. */
    int httpPort();
}
