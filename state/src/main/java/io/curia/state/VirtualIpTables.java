package io.curia.state;

import io.curia.memdb.Index;
import io.curia.memdb.Indexers;
import io.curia.memdb.Key2;
import io.curia.memdb.Table;
import io.curia.model.ByteString;
import io.curia.model.FreeVirtualIp;
import io.curia.model.ServiceVirtualIp;

/** The tables of virtual addresses. */
public final class VirtualIpTables {
    private static final Table.Builder<ServiceVirtualIp> SERVICE_BUILDER = Table.named("service-virtual-ips");
    static final Index<ServiceVirtualIp, Key2<String, String>> SERVICE_ID = SERVICE_BUILDER.uniqueIndex(
            "id",
            Indexers.compound(
                    Indexers.lowerCaseOrEmpty(ServiceVirtualIp::peer), Indexers.lowerCase(ServiceVirtualIp::service)));
    /** The addresses of services. */
    public static final Table<ServiceVirtualIp> SERVICE_IPS = SERVICE_BUILDER.build();

    private static final Table.Builder<FreeVirtualIp> FREE_BUILDER = Table.named("free-virtual-ips");
    static final Index<FreeVirtualIp, Key2<Boolean, ByteString>> FREE_ID = FREE_BUILDER.uniqueIndex(
            "id",
            Indexers.compound(
                    Indexers.conditional(FreeVirtualIp::counter),
                    Indexers.bytes(FreeVirtualIp::ip, ByteString::shared)));
    /** The addresses not in use. */
    public static final Table<FreeVirtualIp> FREE_IPS = FREE_BUILDER.build();

    private VirtualIpTables() {}
}
