package io.curia.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PreviewCommandTest {
    private static final String ANSWER = """
        {"Meta":{"ID":"2-29-1795450723383","Index":29,"Term":2,"Version":1,"Size":120},
        "Tables":[{"Table":"kvs","Add":102,"Change":1,"Remove":0,"Unchanged":10,
        "Added":["a/b","c\\u001b"],"Changed":["d"],"Removed":[]},
        {"Table":"sessions","Add":0,"Change":0,"Remove":3,"Unchanged":0,"Added":[],"Changed":[],
        "Removed":["5a8b"]}]}
        """;
    private static final String TABLES = """
         ID           2-29-1795450723383
         Size         120
         Index        29
         Term         2
         Version      1

         Table         Add       Change      Remove      Unchanged
         ----          ----      ----        ----        ----
         kvs           102       1           0           10
         sessions      0         0           3           0
         ----          ----      ----        ----        ----
         Total         102       1           3           10
        """;

    @TempDir
    private Path directory;

    private TestServer server;
    private Map<String, String> variables;
    private String file;
    private byte[] archive;

    @BeforeEach
    void start() throws IOException {
        server = new TestServer().answer("PUT", "/v1/snapshot", 200, ANSWER);
        variables = Map.of("CONSUL_HTTP_ADDR", server.address());
        archive = TestArchive.ofKeys("a");
        file = Files.write(directory.resolve("x.snap"), archive).toString();
    }

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void sendsTheFileAndCounts() {
        assertThat(Cli.run(variables, "snapshot", "preview", file)).isEqualTo(new Cli.Outcome(0, TABLES, ""));
        assertThat(server.asked()).singleElement().satisfies(asked -> {
            assertThat(asked.method() + " " + asked.target()).isEqualTo("PUT /v1/snapshot?preview");
            assertThat(asked.body()).isEqualTo(archive);
        });
    }

    @Test
    void namesTheFirstKeys() {
        assertThat(Cli.run(variables, "snapshot", "preview", "-keys", file).out())
                .isEqualTo(TABLES + """

                     kvs
                       + a/b
                       + c\\x1b
                       + and 100 more
                       ~ d

                     sessions
                       - 5a8b
                       - and 2 more
                    """);
    }

    @Test
    void saysWhatBecomesOfNodesOfServers() {
        String nodes = """
            ,"TakenOver":[{"Node":"v\\u001bm","ID":"0b3c","ServerID":"7d5a"}],
            "Gone":{"Count":3,"Nodes":["s2","s3"]}}
            """;
        server.answer("PUT", "/v1/snapshot", 200, ANSWER.stripTrailing().replaceFirst("}$", "") + nodes);
        assertThat(Cli.run(variables, "snapshot", "preview", file).out()).isEqualTo(TABLES + """

            Node v\\x1bm (id 0b3c) will be taken over by this cluster's server of that name (id 7d5a). Its sessions and locks stay.
            3 nodes are no servers of this cluster, will become critical and leave the catalog after a minute: s2, s3 and 1 more
            """);
    }

    @Test
    void passesJsonOn() {
        assertThat(Cli.run(variables, "snapshot", "preview", "-format=json", file)
                        .out())
                .isEqualTo(ANSWER);
    }

    @Test
    void tellsWhatIsWrong() {
        server.answer("PUT", "/v1/snapshot", 200, "");
        assertThat(Cli.run(variables, "snapshot", "preview", file))
                .isEqualTo(new Cli.Outcome(
                        1,
                        "",
                        "Error previewing snapshot: the server's answer is no preview; it may be too old for one\n"));
        server.answer("PUT", "/v1/snapshot", 500, "failed to decompress snapshot: EOF");
        assertThat(Cli.run(variables, "snapshot", "preview", file).err())
                .isEqualTo("Error previewing snapshot: Unexpected response code: 500 "
                        + "(failed to decompress snapshot: EOF)\n");
    }
}
