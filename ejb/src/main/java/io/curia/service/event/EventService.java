package io.curia.service.event;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.curia.agent.UserEvent;
import io.curia.agent.UserEvents;
import io.curia.http.Answer;
import io.curia.http.Bodies;
import io.curia.http.Call;
import io.curia.http.Header;
import io.curia.http.Needs.Resource;
import io.curia.http.ReadOptions;
import io.curia.http.json.JsonWriter;
import io.curia.model.ByteString;
import io.curia.query.BlockingQueries;
import io.curia.query.ServiceThreads;
import io.curia.refusal.Refusal;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/**
 * Events that users fire: {@code /v1/event/…} (http-api §15). Stages never fail: what goes wrong is an answer too. Safe for
 * use by any thread; never blocks.
 */
@ApplicationScoped
public class EventService {
    private static final int VERSION = 1;

    private final UserEvents events;
    private final ServiceThreads threads;

    /** Made by the container, or by hand from its parts. */
    @Inject
    public EventService(UserEvents events, ServiceThreads threads) {
        this.events = events;
        this.threads = threads;
    }

    /** Fires an event of the name in the path, with the body as its payload. */
    public Answer fire(Call call) {
        var params = call.params();
        ReadOptions options = call.options();
        call.requireLocal();
        if (call.argument().length == 0) {
            throw Refusal.invalid("Missing name");
        }
        if (call.body().isTooLong()) {
            throw Refusal.tooLarge("Request body too large, max size: " + Bodies.MAX_JSON + " bytes.");
        }
        var event = new UserEvent(
                UUID.randomUUID().toString(),
                new String(call.argument(), UTF_8),
                ByteString.wrap(call.body().bytes()),
                params.text("node"),
                params.text("service"),
                params.text("tag"),
                0);
        events.fire(event);
        var json = new JsonWriter(256, options.pretty());
        write(event, json);
        return Answer.json(json.finish());
    }

    /** The last events of one name, or all; with {@code index} waits until another has come. */
    public CompletionStage<Answer> list(Call call) {
        ReadOptions options = call.options();
        String name = call.params().text("name");
        var answer = new CompletableFuture<Answer>();
        if (options.isBlocking()) {
            Runnable look = () -> look(name, call, answer);
            var listening = events.onEvent(() -> threads.execute(look));
            var timer = threads.after(
                    BlockingQueries.boundedWaitNanos(options.waitNanos()),
                    () -> answer.complete(answer(options, matching(name, call))));
            answer.whenComplete((done, failure) -> {
                timer.cancel(false);
                listening.run();
            });
        }
        look(name, call, answer);
        return answer;
    }

    private void look(String name, Call call, CompletableFuture<Answer> answer) {
        ReadOptions options = call.options();
        var found = matching(name, call);
        if (!options.isBlocking() || index(found) != options.minIndex()) {
            answer.complete(answer(options, found));
        }
    }

    private List<UserEvent> matching(String name, Call call) {
        return events.list().stream()
                .filter(event -> name.isEmpty() || event.name().equals(name))
                .filter(event -> call.authority().sees(Resource.EVENT, event.name()))
                .toList();
    }

    /** Never 0, or clients that wait would ask again at once. */
    private static long index(List<UserEvent> found) {
        return found.isEmpty() ? 1 : found.get(found.size() - 1).index();
    }

    private static Answer answer(ReadOptions options, List<UserEvent> found) {
        var json = new JsonWriter(2 + 256 * found.size(), options.pretty()).beginArray();
        found.forEach(event -> write(event, json));
        return Answer.json(
                json.endArray().finish(), List.of(new Header("X-Consul-Index", Long.toUnsignedString(index(found)))));
    }

    private static void write(UserEvent event, JsonWriter json) {
        json.beginObject();
        json.name("ID").value(event.id());
        json.name("Name").value(event.name());
        json.name("Payload").base64(event.payload().shared());
        json.name("NodeFilter").value(event.nodeFilter());
        json.name("ServiceFilter").value(event.serviceFilter());
        json.name("TagFilter").value(event.tagFilter());
        json.name("Version").value(VERSION);
        json.name("LTime").unsigned(event.time());
        json.endObject();
    }
}
