package io.curia.server;

import io.curia.cluster.NodeInfo;

/** {@link NodeInfo} with its values. */
record ServerNode(
        String datacenter, String nodeName, String nodeId, String version, String advertiseAddress, int httpPort)
        implements NodeInfo {}
