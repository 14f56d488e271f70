package io.curia.state;

import io.curia.memdb.ReadTxn;
import io.curia.memdb.WriteTxn;
import io.curia.model.FreeVirtualIp;
import io.curia.model.ServiceVirtualIp;

/** The virtual addresses of snapshots of newer servers, which are kept for them (state-store §12). Stateless. */
public final class VirtualIps {
    private VirtualIps() {}

    /** The addresses of services, in the order of their names. */
    public static Iterable<ServiceVirtualIp> ofServices(ReadTxn txn) {
        return txn.scan(VirtualIpTables.SERVICE_IPS, null);
    }

    /** The addresses not in use, and the greatest there ever was. */
    public static Iterable<FreeVirtualIp> free(ReadTxn txn) {
        return txn.scan(VirtualIpTables.FREE_IPS, null);
    }

    /**
     * Puts a row of a snapshot back.
     *
     * @throws IllegalArgumentException if it names no service
     */
    public static void restore(WriteTxn txn, ServiceVirtualIp row) {
        txn.insert(VirtualIpTables.SERVICE_IPS, row);
    }

    /**
     * Puts a row of a snapshot back.
     *
     * @throws IllegalArgumentException if it has no address
     */
    public static void restore(WriteTxn txn, FreeVirtualIp row) {
        txn.insert(VirtualIpTables.FREE_IPS, row);
    }
}
