package io.curia.service.txn;

import io.curia.http.Answer;
import io.curia.http.Header;
import io.curia.http.QueryMeta;
import io.curia.http.json.JsonSteps;
import io.curia.http.json.JsonWriter;
import io.curia.model.TxnError;
import io.curia.model.TxnResponse;
import io.curia.model.TxnResult;
import io.curia.raft.api.ReadGrant;
import io.curia.service.kv.KvAnswers;
import io.curia.service.rows.RowJson;
import java.util.List;
import java.util.function.Consumer;

/** How the outcomes of transactions look on the wire (http-api §5). */
final class TxnJson {
    private static final JsonWriter.Name RESULTS = JsonWriter.Name.of("Results");
    private static final JsonWriter.Name ERRORS = JsonWriter.Name.of("Errors");
    private static final JsonWriter.Name KV = JsonWriter.Name.of("KV");
    private static final JsonWriter.Name NODE = JsonWriter.Name.of("Node");
    private static final JsonWriter.Name SERVICE = JsonWriter.Name.of("Service");
    private static final JsonWriter.Name CHECK = JsonWriter.Name.of("Check");
    private static final JsonWriter.Name OP_INDEX = JsonWriter.Name.of("OpIndex");
    private static final JsonWriter.Name WHAT = JsonWriter.Name.of("What");

    private static final int CONFLICT = 409;

    /** What the list of results takes for each, in bytes: the rows themselves are those of the state. */
    private static final long HELD = 32;

    private TxnJson() {}

    /** The outcome of a transaction that writes. */
    static Answer written(TxnResponse response, boolean pretty) {
        return answer(response, List.of(), pretty, json -> {});
    }

    /** The outcome of one that only reads, with what there is to say of queries. */
    static Answer read(TxnResponse response, ReadGrant grant, boolean pretty) {
        return answer(response, QueryMeta.contact(grant), pretty, json -> {
            json.name("Index").value(1);
            json.name("LastContact").value(Math.max(grant.lastContactMs(), 0));
            json.name("KnownLeader").value(grant.knownLeader());
            json.name("ConsistencyLevel").value("");
            json.name("NotModified").value(false);
            json.name("Backend").value(0);
        });
    }

    private static Answer answer(
            TxnResponse response, List<Header> headers, boolean pretty, Consumer<JsonWriter> more) {
        if (response.errors().isEmpty()) {
            return Answer.json(
                    headers,
                    pretty,
                    HELD * response.results().size(),
                    () -> JsonSteps.rows(
                            json -> json.beginObject().name(RESULTS).beginArray(),
                            response.results(),
                            TxnJson::write,
                            json -> {
                                json.endArray().name(ERRORS).nullValue();
                                more.accept(json);
                                json.endObject();
                            }));
        }
        JsonWriter json = new JsonWriter(256, pretty).beginObject();
        json.name(RESULTS).nullValue().name(ERRORS).beginArray();
        response.errors().forEach(error -> write(error, json));
        json.endArray();
        more.accept(json);
        return Answer.of(CONFLICT, Answer.JSON, headers, json.endObject().finish());
    }

    private static void write(TxnError error, JsonWriter json) {
        json.beginObject();
        json.name(OP_INDEX).value(error.opIndex());
        json.name(WHAT).value(error.what());
        json.endObject();
    }

    private static void write(TxnResult result, JsonWriter json) {
        json.beginObject();
        if (result instanceof TxnResult.OfKey key) {
            KvAnswers.write(key.entry(), json.name(KV));
        } else if (result instanceof TxnResult.OfNode node) {
            RowJson.NODE.write(node.node(), json.name(NODE));
        } else if (result instanceof TxnResult.OfService service) {
            RowJson.SERVICE_AS_KEPT.write(service.service(), json.name(SERVICE));
        } else if (result instanceof TxnResult.OfCheck check) {
            RowJson.CHECK_AS_KEPT.write(check.check(), json.name(CHECK));
        }
        json.endObject();
    }
}
