package io.curia.state;

import io.curia.model.AclLink;
import io.curia.model.AclNodeIdentity;
import io.curia.model.AclPolicy;
import io.curia.model.AclRole;
import io.curia.model.AclServiceIdentity;
import io.curia.model.AclToken;
import io.curia.model.ByteString;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * The hashes of tokens, policies and roles, by which other datacenters see what has changed (state-store §10). Whoever
 * writes a row gives it its hash.
 */
public final class AclHashes {
    private AclHashes() {}

    /** The hash of what a token says. */
    public static ByteString of(AclToken token) {
        var out = new ByteArrayOutputStream();
        add(out, token.description());
        add(out, token.type());
        add(out, token.rules());
        add(out, token.local() ? "local" : "global");
        addLinks(out, token.policies());
        addLinks(out, token.roles());
        addIdentities(out, token.serviceIdentities(), token.nodeIdentities());
        return hash(out);
    }

    /** The hash of what a policy says. */
    public static ByteString of(AclPolicy policy) {
        var out = new ByteArrayOutputStream();
        add(out, policy.name());
        add(out, policy.description());
        add(out, policy.rules());
        addAll(out, policy.datacenters());
        return hash(out);
    }

    /** The hash of what a role says. */
    public static ByteString of(AclRole role) {
        var out = new ByteArrayOutputStream();
        add(out, role.name());
        add(out, role.description());
        addLinks(out, role.policies());
        addIdentities(out, role.serviceIdentities(), role.nodeIdentities());
        return hash(out);
    }

    private static void addIdentities(
            ByteArrayOutputStream out, List<AclServiceIdentity> services, List<AclNodeIdentity> nodes) {
        for (var service : services == null ? List.<AclServiceIdentity>of() : services) {
            add(out, service.serviceName());
            addAll(out, service.datacenters());
        }
        for (var node : nodes == null ? List.<AclNodeIdentity>of() : nodes) {
            add(out, node.nodeName());
            add(out, node.datacenter());
        }
    }

    private static void addLinks(ByteArrayOutputStream out, List<AclLink> links) {
        if (links != null) {
            links.forEach(link -> add(out, link.id()));
        }
    }

    private static void addAll(ByteArrayOutputStream out, List<String> texts) {
        if (texts != null) {
            texts.forEach(text -> add(out, text));
        }
    }

    private static void add(ByteArrayOutputStream out, String text) {
        out.writeBytes(text.getBytes(StandardCharsets.UTF_8));
    }

    private static ByteString hash(ByteArrayOutputStream content) {
        return ByteString.wrap(Blake2b256.hash(content.toByteArray()));
    }
}
