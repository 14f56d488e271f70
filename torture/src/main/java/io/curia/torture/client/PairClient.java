package io.curia.torture.client;

import io.curia.torture.history.Operation.Kind;
import io.curia.torture.history.Outcome;
import jakarta.json.Json;
import jakarta.json.JsonObjectBuilder;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.util.Base64;

/**
 * Writes the same value to two keys in one transaction, and reads both in another: seen together they are one register, whose
 * halves never differ.
 */
public final class PairClient extends Client {
    private static final int PAIRS = 2;
    private static final int TURNS_PER_PAIR = 60;

    private final String prefix;
    private int turns;

    /** @param prefix of the keys, which other clients of this kind have too */
    public PairClient(Setting setting, String prefix) {
        super(setting);
        this.prefix = prefix;
    }

    @Override
    public void turn() throws InterruptedException {
        var pair = prefix + turns / TURNS_PER_PAIR + "-" + random().nextInt(PAIRS);
        var value = number() + "." + turns;
        turns++;
        if (random().nextInt(3) == 0) {
            write(pair, value);
        } else {
            read(pair);
        }
    }

    private void write(String pair, String value) throws InterruptedException {
        var write = new Started(Kind.WRITE_PAIR, pair, value, anyTarget());
        var encoded = Base64.getEncoder().encodeToString(value.getBytes(StandardCharsets.UTF_8));
        var body = Json.createArrayBuilder();
        for (var half : new String[] {"/left", "/right"}) {
            body.add(operation("set", pair + half, encoded));
        }
        var reply = write.send("PUT", "/v1/txn", body.build().toString(), TIMEOUT);
        if (reply != null) {
            write.ended(Outcome.DONE, null, 0);
        }
    }

    private void read(String pair) throws InterruptedException {
        var read = new Started(Kind.READ_PAIR, pair, "", anyTarget());
        var body = Json.createArrayBuilder()
                .add(operation("get-tree", pair + "/", null))
                .build();
        var reply = read.send("PUT", "/v1/txn", body.toString(), TIMEOUT);
        if (reply != null) {
            read.ended(Outcome.DONE, together(reply), 0);
        }
    }

    private static JsonObjectBuilder operation(String verb, String key, String value) {
        var kv = Json.createObjectBuilder().add("Verb", verb).add("Key", key);
        if (value != null) {
            kv.add("Value", value);
        }
        return Json.createObjectBuilder().add("KV", kv);
    }

    /** The value of both; a text that nobody writes if they differ. */
    private static String together(Reply reply) {
        try (var reader = Json.createReader(new StringReader(reply.body()))) {
            var results = reader.readObject().getJsonArray("Results");
            var values = results.stream()
                    .map(result ->
                            Entry.of(result.asJsonObject().getJsonObject("KV")).value())
                    .toList();
            if (values.isEmpty()) {
                return null;
            }
            return values.size() == 2 && values.get(0).equals(values.get(1))
                    ? values.get(0)
                    : "halves that differ: " + values;
        }
    }
}
