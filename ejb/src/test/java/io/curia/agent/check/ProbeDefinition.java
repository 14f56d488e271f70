package io.curia.agent.check;

import io.curia.model.HealthCheckDefinition;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Definitions of checks for tests, put together piece by piece. */
final class ProbeDefinition {
    private final String http;
    private final String tcp;
    private final Map<String, List<String>> header = new LinkedHashMap<>();
    private String method = "";
    private String body = "";
    private Duration timeout = Duration.ofSeconds(60);
    private String tlsServerName = "";
    private boolean tlsSkipVerify;
    private boolean disableRedirects;

    private ProbeDefinition(String http, String tcp) {
        this.http = http;
        this.tcp = tcp;
    }

    static ProbeDefinition http(String url) {
        return new ProbeDefinition(url, "");
    }

    static ProbeDefinition tcp(String address) {
        return new ProbeDefinition("", address);
    }

    ProbeDefinition header(String name, String... values) {
        header.put(name, List.of(values));
        return this;
    }

    ProbeDefinition method(String given) {
        method = given;
        return this;
    }

    ProbeDefinition body(String given) {
        body = given;
        return this;
    }

    ProbeDefinition timeout(Duration given) {
        timeout = given;
        return this;
    }

    ProbeDefinition tlsServerName(String given) {
        tlsServerName = given;
        return this;
    }

    ProbeDefinition tlsSkipVerify(boolean given) {
        tlsSkipVerify = given;
        return this;
    }

    ProbeDefinition disableRedirects(boolean given) {
        disableRedirects = given;
        return this;
    }

    HealthCheckDefinition build() {
        return new HealthCheckDefinition(
                http,
                tlsServerName,
                tlsSkipVerify,
                header,
                method,
                body,
                disableRedirects,
                tcp,
                "",
                0,
                0,
                timeout.toNanos(),
                0,
                null,
                "",
                "",
                "",
                false,
                "",
                "",
                0);
    }
}
