package io.curia.service.operator;

import io.curia.comparison.Verdict;
import io.curia.http.json.JsonWriter;
import io.curia.raft.api.ClusterMember;
import java.util.List;
import java.util.Map;

/** Whether the servers have the same state, as JSON. */
public final class ComparisonJson {
    private ComparisonJson() {}

    /**
     * All servers with what was found of each.
     *
     * @param verdicts by node id; none of a server that was not compared yet
     */
    public static byte[] of(List<ClusterMember> members, Map<String, Verdict> verdicts, boolean pretty) {
        var json = new JsonWriter(512, pretty).beginObject();
        json.name("Equal").value(areEqual(members, verdicts));
        json.name("Servers").beginArray();
        members.forEach(member -> server(member, verdicts.get(member.id()), json));
        return json.endArray().endObject().finish();
    }

    /** Whether no server was found to have another state than the others. */
    public static boolean areEqual(List<ClusterMember> members, Map<String, Verdict> verdicts) {
        return members.stream()
                .map(member -> verdicts.get(member.id()))
                .allMatch(verdict -> verdict == null || verdict.isEqual());
    }

    private static void server(ClusterMember member, Verdict verdict, JsonWriter json) {
        json.beginObject();
        json.name("ID").value(member.id());
        json.name("Node").value(member.name());
        json.name("Compared").value(verdict != null);
        json.name("Equal").value(verdict != null && verdict.isEqual());
        json.name("Index").unsigned(verdict == null ? 0 : verdict.report().index());
        json.name("Hash").value(verdict == null ? "" : verdict.report().digest().hash());
        json.name("Millis").unsigned(verdict == null ? 0 : verdict.report().millis());
        json.name("Differing").texts(verdict == null ? List.of() : List.copyOf(verdict.differing()));
        json.endObject();
    }
}
