package io.curia.cli.command;

import io.curia.client.HttpApi;
import io.curia.client.tls.TlsSettings;
import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import picocli.CommandLine.Option;

/** The flags that say which server to speak to and how; what is not given is taken from Consul's environment variables. */
public final class ServerOptions {
    static final String NO_CONNECTION = "Error connecting to Consul agent: ";

    private static final String DEFAULT_ADDRESS = "127.0.0.1:8500";
    private static final Set<String> TRUE = Set.of("1", "t", "T", "TRUE", "true", "True");
    private static final Set<String> FALSE = Set.of("0", "f", "F", "FALSE", "false", "False");

    @Option(
            names = {"-http-addr", "--http-addr"},
            paramLabel = "<address>",
            description = {
                "The server's address and port, with or without http:// or https://;",
                "the default is 127.0.0.1:8500. Also CONSUL_HTTP_ADDR; CONSUL_HTTP_SSL=true means HTTPS."
            })
    private String address;

    @Option(
            names = {"-token", "--token"},
            paramLabel = "<value>",
            description = "ACL token of the request. Also CONSUL_HTTP_TOKEN.")
    private String token;

    @Option(
            names = {"-token-file", "--token-file"},
            paramLabel = "<path>",
            description = "A file with the token, which counts before -token. Also CONSUL_HTTP_TOKEN_FILE.")
    private String tokenFile;

    @Option(
            names = {"-ca-file", "--ca-file"},
            paramLabel = "<path>",
            description = "Certificates to trust, PEM. Also CONSUL_CACERT.")
    private String caFile;

    @Option(
            names = {"-ca-path", "--ca-path"},
            paramLabel = "<path>",
            description = "A directory of such files. Also CONSUL_CAPATH.")
    private String caPath;

    @Option(
            names = {"-client-cert", "--client-cert"},
            paramLabel = "<path>",
            description = "The certificate to show to the server, PEM; needs -client-key. Also CONSUL_CLIENT_CERT.")
    private String clientCert;

    @Option(
            names = {"-client-key", "--client-key"},
            paramLabel = "<path>",
            description = "Its private key, PEM. Also CONSUL_CLIENT_KEY.")
    private String clientKey;

    @Option(
            names = {"-tls-server-name", "--tls-server-name"},
            paramLabel = "<name>",
            description = {
                "The name that the server's certificate must bear, if not that of the address.",
                "Also CONSUL_TLS_SERVER_NAME. CONSUL_HTTP_SSL_VERIFY=false looks at no certificate."
            })
    private String tlsServerName;

    @Option(
            names = {"-datacenter", "--datacenter"},
            paramLabel = "<name>",
            description = "The datacenter to ask; the default is that of the server.")
    private String datacenter;

    @Option(
            names = {"-stale", "--stale"},
            description = "Let the server answer by itself, whether it leads or not.")
    private boolean stale;

    /**
     * The server so described.
     *
     * @throws CommandFailure if it cannot be spoken to as described
     */
    public HttpApi connect(Environment environment) throws CommandFailure {
        return connect(environment, or(address, environment, "CONSUL_HTTP_ADDR", DEFAULT_ADDRESS));
    }

    /**
     * The servers so described, whose addresses are separated by commas; the flags hold for each of them.
     *
     * @throws CommandFailure if one cannot be spoken to as described
     */
    public List<HttpApi> connectAll(Environment environment) throws CommandFailure {
        var servers = new ArrayList<HttpApi>();
        for (var each :
                or(address, environment, "CONSUL_HTTP_ADDR", DEFAULT_ADDRESS).split(",", -1)) {
            servers.add(connect(environment, each.strip()));
        }
        return servers;
    }

    /**
     * Whether an address, in any form that the option takes, is that of a server.
     *
     * @param address of which it is not known whether it is one
     */
    public boolean isAt(HttpApi server, String address) {
        try {
            var uri = ServerAddress.parse(address, false);
            return uri.getPort() == server.base().getPort()
                    && uri.getHost().equalsIgnoreCase(server.base().getHost());
        } catch (CommandFailure e) {
            // it is something else
            return false;
        }
    }

    private HttpApi connect(Environment environment, String at) throws CommandFailure {
        boolean tls = isSet(environment, "CONSUL_HTTP_SSL", false);
        var uri = ServerAddress.parse(at, tls);
        var api = HttpApi.at(uri).token(token(environment));
        if (datacenter != null) {
            api.datacenter(datacenter);
        }
        if (uri.getScheme().equals("https")) {
            try {
                api.tls(tlsSettings(environment).context());
            } catch (IOException e) {
                throw new CommandFailure(NO_CONNECTION + FileFaults.reason(e), e);
            }
        }
        try {
            return api.build();
        } catch (IllegalArgumentException e) {
            throw new CommandFailure(NO_CONNECTION + e.getMessage(), e);
        }
    }

    /** The parameters of a request that come from these flags, to be added to. */
    public Map<String, String> query() {
        var query = new HashMap<String, String>();
        if (stale) {
            query.put("stale", "");
        }
        return query;
    }

    private TlsSettings tlsSettings(Environment environment) throws CommandFailure {
        return new TlsSettings(
                or(caFile, environment, "CONSUL_CACERT", ""),
                or(caPath, environment, "CONSUL_CAPATH", ""),
                or(clientCert, environment, "CONSUL_CLIENT_CERT", ""),
                or(clientKey, environment, "CONSUL_CLIENT_KEY", ""),
                or(tlsServerName, environment, "CONSUL_TLS_SERVER_NAME", ""),
                isSet(environment, "CONSUL_HTTP_SSL_VERIFY", true));
    }

    private String token(Environment environment) throws CommandFailure {
        String file = or(tokenFile, environment, "CONSUL_HTTP_TOKEN_FILE", "");
        if (!file.isEmpty()) {
            try {
                String content = Files.readString(FileFaults.path(file)).strip();
                if (!content.isEmpty()) {
                    return content;
                }
            } catch (IOException e) {
                throw new CommandFailure(
                        NO_CONNECTION + "Error loading token file: " + FileFaults.text("open", file, e), e);
            }
        }
        return or(token, environment, "CONSUL_HTTP_TOKEN", "");
    }

    /** A flag that is given counts, even if empty, before the variable, and that before the default. */
    private static String or(String flag, Environment environment, String variable, String fallback) {
        String given = flag == null ? environment.variable(variable) : flag;
        return given.isEmpty() ? fallback : given;
    }

    private static boolean isSet(Environment environment, String variable, boolean fallback) throws CommandFailure {
        String value = environment.variable(variable);
        if (value.isEmpty()) {
            return fallback;
        } else if (!TRUE.contains(value) && !FALSE.contains(value)) {
            throw new CommandFailure(NO_CONNECTION + variable + " is neither true nor false: " + value);
        }
        return TRUE.contains(value);
    }
}
