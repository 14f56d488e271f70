package io.curia.state;

import io.curia.memdb.Index;
import io.curia.memdb.ReadTxn;
import io.curia.memdb.WatchSet;
import io.curia.model.AclLink;
import io.curia.model.AclNodeIdentity;
import io.curia.model.AclServiceIdentity;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/** The links of tokens and roles: checked and named when written, brought up to date when read (state-store §10). */
final class AclLinks {
    private AclLinks() {}

    /**
     * The links with the present names of what they lead to; null for null.
     *
     * @param owner {@code Token} or {@code Role}
     * @param what {@code policy} or {@code role}
     * @throws StateException if one has no id, or leads nowhere and may not
     */
    static <T> List<AclLink> resolved(
            ReadTxn txn,
            List<AclLink> links,
            Index<T, String> index,
            Function<T, String> name,
            String owner,
            String what,
            boolean allowMissing) {
        if (links == null) {
            return null;
        }
        var resolved = new ArrayList<AclLink>();
        for (var link : links) {
            if (link.id().isEmpty()) {
                throw new StateException("Encountered a " + owner + " with "
                        + (what.equals("policy") ? "policies" : "roles") + " linked by Name in the state store");
            }
            var target = Lookups.first(txn, index, link.id(), null, "acl " + what);
            if (target == null && !allowMissing) {
                throw new StateException("No such " + what + " with ID: " + link.id());
            }
            resolved.add(target == null ? link : new AclLink(link.id(), name.apply(target)));
        }
        return resolved;
    }

    /** The links that lead somewhere, with present names; the list itself if nothing differs, null for null. */
    static <T> List<AclLink> current(
            ReadTxn txn, List<AclLink> links, Index<T, String> index, Function<T, String> name, WatchSet watch) {
        if (links == null) {
            return null;
        }
        var current = new ArrayList<AclLink>();
        for (var link : links) {
            var target = txn.first(index, link.id(), watch);
            if (target != null) {
                current.add(new AclLink(link.id(), name.apply(target)));
            }
        }
        return current.equals(links) ? links : current;
    }

    /** How many of the links lead somewhere. */
    static <T> long valid(ReadTxn txn, List<AclLink> links, Index<T, String> index) {
        return links == null
                ? 0
                : links.stream()
                        .filter(link -> txn.first(index, link.id(), null) != null)
                        .count();
    }

    /**
     * @param owner {@code Token} or {@code Role}
     * @throws StateException if an identity is incomplete
     */
    static void requireComplete(List<AclServiceIdentity> services, List<AclNodeIdentity> nodes, String owner) {
        for (var service : services == null ? List.<AclServiceIdentity>of() : services) {
            require(service.serviceName(), owner, "service identity name");
        }
        for (var node : nodes == null ? List.<AclNodeIdentity>of() : nodes) {
            require(node.nodeName(), owner, "node identity name");
            require(node.datacenter(), owner, "node identity datacenter");
        }
    }

    private static void require(String part, String owner, String what) {
        if (part.isEmpty()) {
            throw new StateException("Encountered a " + owner + " with an empty " + what + " in the state store");
        }
    }
}
