package io.curia.server;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.curia.cluster.Caller;
import io.curia.fsm.standard.StandardFsm;
import io.curia.http.Answer;
import io.curia.http.ApiRequest;
import io.curia.http.BodyRule;
import io.curia.http.Datacenters;
import io.curia.http.Endpoint;
import io.curia.http.Limits;
import io.curia.http.QueryParams;
import io.curia.http.RequestBody;
import io.curia.server.config.Settings;
import io.curia.service.Endpoints;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ForkJoinPool;

/**
 * A server as a process of its own without WildFly: all of Curia but its transport, for which the JDK's stands. It starts in
 * seconds, so many can be tortured one after the other. It takes the arguments of {@code ./curia dev}.
 */
public final class LightServer {
    private final RunningServer running;
    private final Parts parts;
    private final Limits limits;
    private final Map<Endpoint<?>, Endpoint.Bound<?>> bound = new ConcurrentHashMap<>();

    private LightServer(RunningServer running) {
        this.running = running;
        this.limits = Limits.of(running.settings().kvMaxValueSize());
        this.parts = new Parts(List.of(
                running.settings(),
                running.node(),
                running.fsm(),
                running.raft(),
                running.agent(),
                running.agent().state(),
                running.control(),
                running.events(),
                running.scratch(),
                running.snapshotReports(),
                limits));
    }

    /** Arguments: {@code --data=DIR --http-port=P --raft-port=P -Dname=value…}; others count for nothing. */
    public static void main(String[] arguments) throws IOException {
        for (var argument : arguments) {
            if (argument.startsWith("-D")) {
                int equals = argument.indexOf('=');
                System.setProperty(argument.substring(2, equals), argument.substring(equals + 1));
            }
        }
        var home = Path.of(option(arguments, "--data=")).resolve("dev");
        System.setProperty("curia.data-dir", home.resolve("state").toString());
        System.setProperty("curia.raft.port", option(arguments, "--raft-port="));
        System.setProperty("curia.http.port", option(arguments, "--http-port="));
        Files.createDirectories(home.resolve("server"));
        Files.writeString(
                home.resolve("server/jvm.pid"),
                Long.toString(ProcessHandle.current().pid()));
        var settings =
                Settings.load(new SmallRyeConfigBuilder().addSystemSources().build());
        var running = RunningServer.start(
                settings,
                StandardFsm.create(ForkJoinPool.commonPool()),
                (reason, cause) -> {
                    System.err.println("fatal: " + reason);
                    Runtime.getRuntime().halt(2);
                },
                LightServer.class.getClassLoader());
        Runtime.getRuntime().addShutdownHook(new Thread(running::close));
        new LightServer(running).serve(settings.httpPort());
    }

    private static String option(String[] arguments, String name) {
        for (var argument : arguments) {
            if (argument.startsWith(name)) {
                return argument.substring(name.length());
            }
        }
        throw new IllegalArgumentException(name + " is missing");
    }

    private void serve(int port) throws IOException {
        var http = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0);
        http.setExecutor(Executors.newCachedThreadPool());
        http.createContext("/", this::serve);
        http.start();
    }

    private void serve(HttpExchange exchange) throws IOException {
        try (exchange) {
            var answer = answer(exchange);
            var body = body(answer);
            answer.headers().forEach(header -> exchange.getResponseHeaders().add(header.name(), header.value()));
            exchange.sendResponseHeaders(answer.status(), body.length == 0 ? -1 : body.length);
            exchange.getResponseBody().write(body);
        }
    }

    private Answer answer(HttpExchange exchange) throws IOException {
        var path = exchange.getRequestURI().getPath();
        var row = Endpoints.ALL.stream()
                .filter(each -> !each.isAbsent() && each.method().equals(exchange.getRequestMethod()))
                .filter(each -> each.path().endsWith("/") ? path.startsWith(each.path()) : path.equals(each.path()))
                .max(Comparator.comparingInt(each -> each.path().length()));
        if (row.isEmpty()) {
            return Answer.text(404, "");
        }
        var request = new ApiRequest(
                path.substring(row.get().path().length()).getBytes(StandardCharsets.UTF_8),
                QueryParams.parse(exchange.getRequestURI().getRawQuery()),
                name -> exchange.getRequestHeaders().getFirst(name),
                body(exchange, row.get().terms().body()),
                Caller.UNKNOWN);
        return bound.computeIfAbsent(row.get(), this::bind)
                .answer(request)
                .toCompletableFuture()
                .join();
    }

    private RequestBody body(HttpExchange exchange, BodyRule rule) throws IOException {
        return switch (rule) {
            case NONE -> RequestBody.NONE;
            case STREAM -> RequestBody.streamed(exchange.getRequestBody());
            default -> RequestBody.read(exchange.getRequestBody(), -1, rule.limit(limits));
        };
    }

    private <S> Endpoint.Bound<S> bind(Endpoint<S> row) {
        return row.bind(parts.get(row.service()), new Datacenters(running.node()));
    }

    private static byte[] body(Answer answer) throws IOException {
        var bytes = new java.io.ByteArrayOutputStream();
        if (answer.pieces() != null) {
            try (var pieces = answer.pieces()) {
                for (var piece = pieces.next(); piece != null; piece = pieces.next()) {
                    bytes.write(piece.array(), piece.arrayOffset() + piece.position(), piece.remaining());
                }
            }
        } else if (answer.writer() != null) {
            answer.writer().writeTo(bytes);
        } else if (answer.body() != null) {
            bytes.write(answer.body());
        }
        return bytes.toByteArray();
    }
}
