package io.curia.http;

import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/**
 * One row of the table of endpoints: all that is known of a method on a path, declared once. The transport, the I/O
 * threads, JAX-RS and the documentation read it from here. Immutable.
 *
 * @param <S> the class whose method answers
 * @param method the HTTP method
 * @param path ASCII; one that ends in a slash is a prefix, and what follows is the argument
 * @param service the class whose method answers
 * @param handler that method; null for what only the reference has
 * @param terms what holds before the method is called
 */
public record Endpoint<S>(String method, String path, Class<S> service, Handler<S> handler, Terms terms) {
    /**
     * What holds before the method is called.
     *
     * @param body whether a body is taken, and how long it may be
     * @param datacenter what becomes of another datacenter
     * @param consistency which state is read or written
     * @param needs what the caller has to be allowed; null for what only the reference has
     * @param options whether the parameters that all queries share are read, and refused if they are bad
     * @param namespaces whether namespaces and partitions are refused
     * @param large parameters that make a request a large one; null if all requests are taken for that
     */
    public record Terms(
            BodyRule body,
            DatacenterRule datacenter,
            ConsistencyRule consistency,
            Needs needs,
            boolean options,
            boolean namespaces,
            List<String> large) {
        /** Whether small requests may be answered on the I/O thread that read them. */
        public boolean mayBeSmall() {
            return large != null;
        }

        static final Terms PLAIN =
                new Terms(BodyRule.NONE, DatacenterRule.ANY, ConsistencyRule.NONE, null, true, true, null);
    }

    /** Answers requests. */
    @FunctionalInterface
    public interface Handler<S> {
        /**
         * Answers a request that keeps the terms. Whatever it throws, and its stage fails with, becomes an answer in {@link
         * Failures}.
         */
        CompletionStage<Answer> handle(S service, Call call);
    }

    /** Answers requests at once. */
    @FunctionalInterface
    public interface ImmediateHandler<S> {
        /** As {@link Handler#handle}. */
        Answer handle(S service, Call call);
    }

    public Endpoint {
        Objects.requireNonNull(method);
        Objects.requireNonNull(path);
        Objects.requireNonNull(terms);
    }

    /** A row that says nothing yet of terms. */
    public static <S> Endpoint<S> of(String method, String path, Class<S> service, Handler<S> handler) {
        return new Endpoint<>(
                method, path, Objects.requireNonNull(service), Objects.requireNonNull(handler), Terms.PLAIN);
    }

    /** The same for a method that answers at once. */
    public static <S> Endpoint<S> immediate(String method, String path, Class<S> service, ImmediateHandler<S> handler) {
        return of(
                method,
                path,
                service,
                (instance, call) -> CompletableFuture.completedFuture(handler.handle(instance, call)));
    }

    /** A method of the reference that this server does not have: its path is known, and that is all. */
    public static Endpoint<Void> absent(String method, String path) {
        return new Endpoint<>(method, path, null, null, Terms.PLAIN);
    }

    /** The same with what the caller has to be allowed. */
    public Endpoint<S> needs(Needs needs) {
        return with(new Terms(
                terms.body, terms.datacenter, terms.consistency, needs, terms.options, terms.namespaces, terms.large));
    }

    /** The same with a body. */
    public Endpoint<S> body(BodyRule body) {
        return with(new Terms(
                body, terms.datacenter, terms.consistency, terms.needs, terms.options, terms.namespaces, terms.large));
    }

    /** The same with the state that is read or written, of this datacenter or any. */
    public Endpoint<S> on(ConsistencyRule consistency, DatacenterRule datacenter) {
        return with(new Terms(
                terms.body, datacenter, consistency, terms.needs, terms.options, terms.namespaces, terms.large));
    }

    /** The same, taking requests that name a namespace. */
    public Endpoint<S> ignoringNamespaces() {
        return with(new Terms(
                terms.body, terms.datacenter, terms.consistency, terms.needs, terms.options, false, terms.large));
    }

    /** The same, taking requests whose common parameters are bad. */
    public Endpoint<S> ignoringOptions() {
        return with(new Terms(
                terms.body, terms.datacenter, terms.consistency, terms.needs, false, terms.namespaces, terms.large));
    }

    /**
     * The same, with small requests answered on the I/O thread that read them, for the handler never takes long.
     *
     * @param large parameters with which it may take long
     */
    public Endpoint<S> smallUnless(String... large) {
        return with(new Terms(
                terms.body,
                terms.datacenter,
                terms.consistency,
                terms.needs,
                terms.options,
                terms.namespaces,
                List.of(large)));
    }

    private Endpoint<S> with(Terms changed) {
        return new Endpoint<>(method, path, service, handler, changed);
    }

    /** Whether there is nothing behind it. */
    public boolean isAbsent() {
        return handler == null;
    }

    /** The endpoint at work: with the object whose method answers. */
    public Bound<S> bind(S instance, Datacenters datacenters) {
        return new Bound<>(this, instance, datacenters);
    }

    /** An endpoint with the object whose method answers. Safe for use by any thread if that object is. */
    public static final class Bound<S> {
        private final Endpoint<S> row;
        private final S instance;
        private final Datacenters datacenters;

        private Bound(Endpoint<S> row, S instance, Datacenters datacenters) {
            this.row = row;
            this.instance = Objects.requireNonNull(instance);
            this.datacenters = Objects.requireNonNull(datacenters);
        }

        /** The row of the table. */
        public Endpoint<S> row() {
            return row;
        }

        /** What the request is answered, whatever goes wrong; the stage never fails. Cancelling it ends what it waits for. */
        public CompletionStage<Answer> answer(ApiRequest request) {
            return Failures.guard(row.terms.datacenter.unreadHeaders(), () -> {
                ReadOptions options = row.terms.options
                        ? ReadOptions.parse(request.params(), request.headers())
                        : ReadOptions.unread(request.params());
                if (row.terms.namespaces) {
                    Namespaces.requireNone(request);
                }
                return row.handler.handle(instance, new Call(row.terms, datacenters, request, options));
            });
        }
    }
}
