package io.curia.bench.http;

import java.net.URI;
import java.util.concurrent.ConcurrentHashMap;

/**
 * A storm of registrations, reads of a service with many instances, sessions and transactions against a running server,
 * and deregistrations of the nodes at the end. It leaves keys there, so use a server that can be lost.
 */
public final class StateLoad {
    private static final int CONNECTIONS = 64;
    private static final int SERVICES_PER_NODE = 10;
    private static final int SETS = 64;

    private final Load load;

    private StateLoad(URI base) {
        load = new Load(base, CONNECTIONS);
    }

    /** Arguments: the server's URL; how many nodes register ten instances each (1000), one number for each round. */
    public static void main(String[] args) throws Exception {
        var run = new StateLoad(URI.create(args[0]));
        if (args.length == 1) {
            run.round(1000);
        }
        for (int i = 1; i < args.length; i++) {
            run.round(Integer.parseInt(args[i]));
        }
    }

    private void round(int nodes) throws Exception {
        registrations(nodes);
        reads(nodes);
        sessions(nodes);
        transactions();
        load.run("deregister a node of 10 services", nodes, (connection, number) -> connection
                .send("PUT", "/v1/catalog/deregister", "{\"Node\":\"" + Registrations.node(number) + "\"}")
                .body()
                .length());
        System.out.println();
    }

    private void registrations(int nodes) throws Exception {
        int count = nodes * SERVICES_PER_NODE;
        load.run("register: " + nodes + " nodes x 10 services x 2 checks", count, (connection, number) -> {
            String body = Registrations.instance(number / SERVICES_PER_NODE, number % SERVICES_PER_NODE, "passing");
            return connection.send("PUT", "/v1/catalog/register", body).body().length();
        });
        load.run("the same again: nothing changes", count, (connection, number) -> {
            String body = Registrations.instance(number / SERVICES_PER_NODE, number % SERVICES_PER_NODE, "passing");
            return connection.send("PUT", "/v1/catalog/register", body).body().length();
        });
    }

    private void reads(int nodes) throws Exception {
        String path = "/v1/health/service/" + Registrations.service(0);
        for (String query : new String[] {"", "?passing", "?filter=Service.Meta.version%3D%3D%221.2.3%22"}) {
            load.run(
                    "health/service" + query + " of " + nodes,
                    Math.min(10_000, Math.max(500, 1_000_000 / nodes)),
                    (connection, number) ->
                            connection.send("GET", path + query, "").body().length());
        }
        load.run("catalog/services", 2_000, (connection, number) -> connection
                .send("GET", "/v1/catalog/services", "")
                .body()
                .length());
        load.run("catalog/node", 10_000, (connection, number) -> connection
                .send("GET", "/v1/catalog/node/" + Registrations.node(number % nodes), "")
                .body()
                .length());
    }

    private void sessions(int nodes) throws Exception {
        int count = 10_000;
        var ids = new ConcurrentHashMap<Integer, String>();
        load.run("session create", count, (connection, number) -> {
            String body =
                    "{\"Node\":\"" + Registrations.node(number % nodes) + "\",\"NodeChecks\":[],\"TTL\":\"600s\"}";
            var answer = connection.send("PUT", "/v1/session/create", body);
            ids.put(number, id(answer.body().toString()));
            return answer.body().length();
        });
        for (String verb : new String[] {"renew", "destroy"}) {
            load.run("session " + verb, count, (connection, number) -> connection
                    .send("PUT", "/v1/session/" + verb + "/" + ids.get(number), "")
                    .body()
                    .length());
        }
    }

    /** The id in {"ID":"..."}. */
    private static String id(String created) {
        int start = created.indexOf(":\"") + 2;
        return created.substring(start, created.indexOf('"', start));
    }

    private void transactions() throws Exception {
        load.run("txn of " + SETS + " sets", 5_000, (connection, number) -> {
            var body = new StringBuilder("[");
            for (int i = 0; i < SETS; i++) {
                body.append(i == 0 ? "" : ",")
                        .append("{\"KV\":{\"Verb\":\"set\",\"Key\":\"bench/txn/")
                        .append((number * SETS + i) % 40_000)
                        .append("\",\"Value\":\"dmFsdWU=\"}}");
            }
            return connection
                    .send("PUT", "/v1/txn", body.append(']').toString())
                    .body()
                    .length();
        });
    }
}
