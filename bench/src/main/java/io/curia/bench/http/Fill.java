package io.curia.bench.http;

import io.curia.bench.snapshot.Rows;
import io.curia.model.ByteString;
import java.net.URI;
import java.util.Base64;

/**
 * Fills a running server with rows, many to a transaction: {@code Fill curia|etcd URL COUNT VALUE_BYTES}, etcd by its
 * JSON gateway. Both get the same keys and values.
 */
public final class Fill {
    private static final int CONNECTIONS = 32;

    private final Rows rows;

    private Fill(Rows rows) {
        this.rows = rows;
    }

    public static void main(String[] args) throws Exception {
        var rows = new Rows(Integer.parseInt(args[2]), Integer.parseInt(args[3]));
        var fill = new Fill(rows);
        boolean etcd = args[0].equals("etcd");
        new Load(URI.create(args[1]), CONNECTIONS)
                .run("fill " + args[0] + ", txn of " + rows.perTxn(), rows.txns(), (connection, number) -> {
                    var answer = etcd
                            ? connection.send("POST", "/v3/kv/txn", fill.etcd(number))
                            : connection.send("PUT", "/v1/txn", fill.curia(number));
                    return answer.body().length();
                });
    }

    private String curia(int txn) {
        var body = new StringBuilder("[");
        for (int row = txn * rows.perTxn(); row < end(txn); row++) {
            body.append(body.length() == 1 ? "" : ",")
                    .append("{\"KV\":{\"Verb\":\"set\",\"Key\":\"")
                    .append(rows.key(row))
                    .append("\",\"Value\":\"")
                    .append(base64(rows.value(row)))
                    .append("\"}}");
        }
        return body.append(']').toString();
    }

    private String etcd(int txn) {
        var body = new StringBuilder();
        for (int row = txn * rows.perTxn(); row < end(txn); row++) {
            body.append(body.length() == 0 ? "{\"success\":[" : ",")
                    .append("{\"requestPut\":{\"key\":\"")
                    .append(base64(rows.key(row)))
                    .append("\",\"value\":\"")
                    .append(base64(rows.value(row)))
                    .append("\"}}");
        }
        return body.append("]}").toString();
    }

    private int end(int txn) {
        return Math.min(rows.count(), (txn + 1) * rows.perTxn());
    }

    private static String base64(ByteString bytes) {
        return Base64.getEncoder().encodeToString(bytes.shared());
    }
}
