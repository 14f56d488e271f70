package io.curia.service.status;

import io.curia.http.Answer;
import io.curia.http.Call;
import io.curia.http.ReadOptions;
import io.curia.http.json.JsonWriter;
import io.curia.raft.api.Cluster;
import io.curia.raft.api.RaftServer;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.function.Consumer;

/** Who leads and who votes: {@code /v1/status} (http-api §15). Safe for use by any thread; never blocks. */
@ApplicationScoped
public class StatusService {
    private final Cluster cluster;

    /** Made by the container, or by hand from its parts. */
    @Inject
    public StatusService(Cluster cluster) {
        this.cluster = cluster;
    }

    /** The Raft address of the leader; an empty text when none is known. */
    public Answer leader(Call call) {
        return answer(call, json -> json.value(cluster.leaderAddress().orElse("")));
    }

    /** The Raft addresses of all servers, those without a vote too. */
    public Answer peers(Call call) {
        return answer(call, json -> {
            json.beginArray();
            cluster.servers().stream().map(RaftServer::address).forEach(json::value);
            json.endArray();
        });
    }

    private Answer answer(Call call, Consumer<JsonWriter> content) {
        ReadOptions options = call.options();
        call.requireLocal();
        JsonWriter json = new JsonWriter(64, options.pretty());
        content.accept(json);
        return Answer.json(json.finish());
    }
}
