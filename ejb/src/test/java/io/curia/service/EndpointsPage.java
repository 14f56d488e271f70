package io.curia.service;

import io.curia.http.Endpoint;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Collectors;

/** Makes the page of all endpoints from their table; its main method writes it to a file. */
public final class EndpointsPage {
    private static final String HEAD = """
            # Endpoints

            <!-- Made from the table io.curia.service.Endpoints. Do not edit; run
                 ./mvnw -Pendpoints-page -pl ejb -am process-test-classes -->

            One row for each method on each path. A path that ends in `/` goes on with an argument. What each answers is in
            [compatibility.md](compatibility.md).

            - **Body**: how long one may be; empty if it is not looked at.
            - **Datacenter**: what a request may name with `dc`.
            - **State**: which state is read or written. The client's choice is made by `stale` and `consistent`.
            - **Needs**: what a caller will have to be allowed, once there is access control. Nothing is checked today.

            | Method | Path | Body | Datacenter | State | Needs |
            |---|---|---|---|---|---|
            """;

    private static final String ABSENT = """

            ## Not here yet

            Consul has these; Curia answers 404, and 405 to other methods.

            | Path | Methods |
            |---|---|
            """;

    private EndpointsPage() {}

    /** Writes the page to the file named by the only argument. */
    public static void main(String[] arguments) throws IOException {
        Files.writeString(Path.of(arguments[0]), render());
    }

    static String render() {
        var page = new StringBuilder(HEAD);
        Endpoints.ALL.stream().filter(row -> !row.isAbsent()).forEach(row -> page.append(shown(row)));
        page.append(ABSENT);
        Endpoints.ALL.stream()
                .filter(Endpoint::isAbsent)
                .collect(Collectors.groupingBy(
                        Endpoint::path,
                        java.util.LinkedHashMap::new,
                        Collectors.mapping(Endpoint::method, Collectors.joining(", "))))
                .forEach((path, methods) -> page.append("| `%s` | %s |\n".formatted(path, methods)));
        return page.toString();
    }

    private static String shown(Endpoint<?> row) {
        var terms = row.terms();
        return "| %s | `%s` | %s | %s | %s | %s |\n"
                .formatted(
                        row.method(), row.path(), terms.body(), terms.datacenter(), terms.consistency(), terms.needs());
    }
}
