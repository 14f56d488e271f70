package io.curia.raft.hazelcast;

import com.hazelcast.cluster.Member;
import io.curia.raft.api.ServerTraits;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;

/** A server's {@link ServerTraits} as attributes of its membership. */
final class TraitAttributes {
    private static final String READ_REPLICA = "curia.read-replica";
    private static final String VERSION = "curia.version";
    private static final String META = "curia.meta.";

    private TraitAttributes() {}

    static Map<String, String> of(ServerTraits traits) {
        var attributes = new HashMap<String, String>();
        traits.meta().forEach((key, value) -> attributes.put(META + key, value));
        attributes.put(READ_REPLICA, Boolean.toString(traits.readReplica()));
        attributes.put(VERSION, traits.version());
        return attributes;
    }

    /** Of a server of an older version those that it tells. */
    static ServerTraits read(Member member) {
        var meta = new HashMap<String, String>();
        member.getAttributes().forEach((key, value) -> {
            if (key.startsWith(META)) {
                meta.put(key.substring(META.length()), value);
            }
        });
        return new ServerTraits(
                Boolean.parseBoolean(member.getAttribute(READ_REPLICA)),
                Objects.requireNonNullElse(member.getAttribute(VERSION), ""),
                meta);
    }
}
