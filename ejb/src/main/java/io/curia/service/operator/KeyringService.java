package io.curia.service.operator;

import io.curia.cluster.Members;
import io.curia.cluster.NodeInfo;
import io.curia.http.Answer;
import io.curia.http.Bodies;
import io.curia.http.Call;
import io.curia.http.json.JsonObject;
import io.curia.http.json.JsonReader;
import io.curia.http.json.JsonValues;
import io.curia.raft.api.ClusterMember;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.List;

/**
 * The keys of the gossip: {@code /v1/operator/keyring} (http-api §15). There are none, since the traffic between servers is not
 * encrypted with such keys, and every server says so. Safe for use by any thread; never blocks.
 */
@ApplicationScoped
public class KeyringService {
    private static final JsonReader<String> KEY = JsonObject.into(StringBuilder::new)
            .field("Key", JsonValues.TEXT, StringBuilder::append)
            .build(StringBuilder::toString);

    private static final String EMPTY = "Keyring is empty (encryption not enabled)";
    private static final String NOTHING_TO_MODIFY = "No keyring to modify (encryption not enabled)";

    private final Members members;
    private final NodeInfo node;

    /** Made by the container, or by hand from its parts. */
    @Inject
    public KeyringService(Members members, NodeInfo node) {
        this.members = members;
        this.node = node;
    }

    /** The keys. */
    public Answer list(Call call) {
        return failure(EMPTY);
    }

    /** Adds, uses or removes a key. */
    public Answer change(Call call) {
        Bodies.json(call, KEY, "Bad request: Request decode failed: ");
        return failure(NOTHING_TO_MODIFY);
    }

    private Answer failure(String reason) {
        var names = members.all().stream()
                .filter(ClusterMember::alive)
                .map(ClusterMember::name)
                .toList();
        var errors = new ArrayList<String>();
        pool("WAN", "." + node.datacenter(), names, reason, errors);
        pool(node.datacenter() + " (LAN)", "", names, reason, errors);
        return Answer.text(500, errors.size() + " errors occurred:\n\t* " + String.join("\n\t* ", errors) + "\n\n");
    }

    private static void pool(String pool, String suffix, List<String> names, String reason, List<String> errors) {
        errors.add(pool + " error: " + names.size() + "/" + names.size() + " nodes reported failure");
        names.forEach(name -> errors.add(name + suffix + ": " + reason));
    }
}
