package io.curia.bench.http;

/** Bodies of registrations: nodes with instances of services, each with checks. */
final class Registrations {
    private Registrations() {}

    static String node(int node) {
        return "bench-node-" + node;
    }

    static String service(int service) {
        return "bench-service-" + service;
    }

    /** One instance with two checks of its own. */
    static String instance(int node, int service, String status) {
        String id = service(service) + "-" + node;
        return "{\"Node\":\"" + node(node) + "\",\"Address\":\"10." + (node >> 16 & 255) + "." + (node >> 8 & 255) + "."
                + (node & 255) + "\",\"Service\":{\"ID\":\"" + id + "\",\"Service\":\"" + service(service)
                + "\",\"Tags\":[\"v1\",\"primary\"],\"Meta\":{\"version\":\"1.2.3\"},\"Port\":"
                + (8000 + service % 1000)
                + "},\"Checks\":[" + check(node, id, "alive", status) + "," + check(node, id, "ready", "passing")
                + "]}";
    }

    private static String check(int node, String instance, String name, String status) {
        return "{\"Node\":\"" + node(node) + "\",\"CheckID\":\"" + instance + ":" + name + "\",\"Name\":\"" + name
                + "\",\"Status\":\"" + status + "\",\"ServiceID\":\"" + instance + "\"}";
    }
}
