package io.curia.conformance;

import static java.nio.charset.StandardCharsets.UTF_8;

import jakarta.json.JsonObject;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;

/** The recordings that are kept here, and the list of those that Curia must answer like the original. Stateless. */
public final class Recordings {
    private static final String LIST = "families";
    private static final List<String> FAMILIES = List.of(
            "acl",
            "acl_bootstrap",
            "agent",
            "catalog",
            "config",
            "connect",
            "coordinate",
            "health",
            "http",
            "intention",
            "kv",
            "operator",
            "query",
            "session",
            "snapshot",
            "status",
            "txn");

    private Recordings() {}

    /**
     * All conversations of a family, in their order.
     *
     * @throws UncheckedIOException if there is no such family
     */
    public static List<Conversation> family(String name) {
        try {
            JsonObject file = Json.object(resource("cases/" + name + ".json"));
            return file.getJsonArray("cases").stream()
                    .map(each -> Conversation.of(name, each.asJsonObject()))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (PlayException e) {
            throw new IllegalStateException(name, e);
        }
    }

    /** All that was recorded. */
    public static List<Conversation> all() {
        return FAMILIES.stream().flatMap(name -> family(name).stream()).toList();
    }

    /** What Curia must answer like the original: what the file {@code families} lists, in that order. */
    public static List<Conversation> expected() {
        try {
            return listed(resource(LIST));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * The conversations that a list names: a family a line; after a minus, one that is left out; after a hash, remarks.
     *
     * @throws IllegalArgumentException if one is left out that there is not
     */
    static List<Conversation> listed(String list) {
        var found = new ArrayList<Conversation>();
        var leftOut = new TreeSet<String>();
        for (String line : list.lines().toList()) {
            String entry = line.replaceFirst("#.*", "").strip();
            if (entry.startsWith("-")) {
                leftOut.add(entry.substring(1).strip());
            } else if (!entry.isEmpty()) {
                found.addAll(family(entry));
            }
        }
        var kept =
                found.stream().filter(each -> !leftOut.remove(each.fullName())).toList();
        if (!leftOut.isEmpty()) {
            throw new IllegalArgumentException("no such conversations to leave out: " + String.join(", ", leftOut));
        }
        return kept;
    }

    private static String resource(String name) throws IOException {
        try (var in = Recordings.class.getResourceAsStream(name)) {
            if (in == null) {
                throw new FileNotFoundException("no recordings " + name);
            }
            return new String(in.readAllBytes(), UTF_8);
        }
    }
}
