package io.curia.service.operator;

import io.curia.cluster.LeaderQuestions;
import io.curia.cluster.Members;
import io.curia.cluster.Transfer;
import io.curia.http.Answer;
import io.curia.http.Call;
import io.curia.http.json.JsonWriter;
import io.curia.query.BlockingQueries;
import io.curia.query.ServiceThreads;
import io.curia.raft.api.Cluster;
import io.curia.raft.api.ClusterMember;
import io.curia.raft.api.Voters;
import io.curia.refusal.Refusal;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Predicate;

/**
 * The Raft configuration: {@code /v1/operator/raft/…} (http-api §15, raft-and-autopilot §4). Safe for use by any thread; never
 * blocks.
 */
@ApplicationScoped
public class RaftService {
    private static final Logger LOG = System.getLogger(RaftService.class.getName());
    private static final String PROTOCOL = "3";
    /** How often the leader is asked whether it has given way. */
    private static final long ASK_AGAIN_NANOS = Duration.ofMillis(50).toNanos();

    private static final String ONE_OF_BOTH = "Bad request: Must specify ";

    private final Cluster cluster;
    private final Voters voters;
    private final Members members;
    private final BlockingQueries queries;
    private final LeaderQuestions leader;
    private final ServiceThreads threads;

    /** Made by the container, or by hand from its parts. */
    @Inject
    public RaftService(
            Cluster cluster,
            Voters voters,
            Members members,
            BlockingQueries queries,
            LeaderQuestions leader,
            ServiceThreads threads) {
        this.cluster = cluster;
        this.voters = voters;
        this.members = members;
        this.queries = queries;
        this.leader = leader;
        this.threads = threads;
    }

    /** All servers, with who leads and who votes. */
    public CompletionStage<Answer> configuration(Call call) {
        return queries.once(call, (txn, grant) -> {
            JsonWriter json = new JsonWriter(512, call.pretty()).beginObject();
            json.name("Servers").beginArray();
            members.all().forEach(member -> server(member, json));
            json.endArray();
            json.name("Index").unsigned(voters.configurationIndex());
            return Answer.json(json.endObject().finish());
        });
    }

    private void server(ClusterMember member, JsonWriter json) {
        boolean known = !member.name().equals(member.id());
        json.beginObject();
        json.name("ID").value(member.id());
        json.name("Node").value(known ? member.name() : "(unknown)");
        json.name("Address").value(address(member));
        json.name("Leader").value(leads(member));
        json.name("ProtocolVersion").value(PROTOCOL);
        json.name("Voter").value(member.voter());
        json.endObject();
    }

    /** Takes a server out of the cluster. */
    public CompletionStage<Answer> removePeer(Call call) {
        call.requireLocal();
        String id = call.params().text("id");
        String address = call.params().text("address");
        if (id.isEmpty() && address.isEmpty()) {
            throw Refusal.invalid(
                    ONE_OF_BOTH + "either ?id with the server's ID or ?address with IP:port of peer to remove");
        } else if (!id.isEmpty() && !address.isEmpty()) {
            throw Refusal.invalid(ONE_OF_BOTH + "only one of ?id or ?address");
        }
        var peer = id.isEmpty()
                ? find(member -> address(member).equals(address), "address", address)
                : find(member -> member.id().equals(id), "id", id);
        return cluster.remove(peer.id()).thenApply(removed -> {
            LOG.log(
                    Level.WARNING,
                    "server {0} ({1} at {2}) was taken out of the cluster, as {3} has asked",
                    peer.name(),
                    peer.id(),
                    address(peer),
                    call.caller());
            return Answer.empty(200);
        });
    }

    private ClusterMember find(Predicate<ClusterMember> wanted, String what, String value) {
        return members.all().stream()
                .filter(wanted)
                .findFirst()
                .orElseThrow(
                        () -> Refusal.rejected(what + " \"" + value + "\" was not found in the Raft configuration"));
    }

    /** Has another voter lead. */
    public CompletionStage<Answer> transferLeader(Call call) {
        call.requireLocal();
        String id = call.params().text("id");
        var electable = members.all().stream().filter(ClusterMember::voter).toList();
        var present = electable.stream().filter(this::leads).findFirst();
        var wanted = electable.stream().filter(voter -> voter.id().equals(id)).findFirst();
        if (!id.isEmpty() && wanted.isEmpty()) {
            throw Refusal.rejected("Could not find address for server id " + id);
        } else if (present.isEmpty()) {
            throw Refusal.rejected("No cluster leader");
        } else if (wanted.equals(present)) {
            throw Refusal.rejected("cannot transfer leadership to itself");
        } else if (electable.size() == 1) {
            throw Refusal.rejected("cannot find peer");
        }
        var transfer = new Transfer(UUID.randomUUID(), present.get().id(), id);
        LOG.log(
                Level.INFO,
                "server {0} is to lead no more, as {1} has asked",
                present.get().name(),
                call.caller());
        return await(transfer).thenApply(outcome -> {
            if (!outcome.fault().isEmpty()) {
                throw Refusal.rejected(outcome.fault());
            }
            JsonWriter json = new JsonWriter(32, call.pretty()).beginObject();
            return Answer.json(json.name("Success").value(true).endObject().finish());
        });
    }

    /** The leader is asked again and again, for it may be another one before it could answer. */
    private CompletionStage<Transfer.Outcome> await(Transfer transfer) {
        return leader.transfer(transfer)
                .thenCompose(outcome -> outcome.over() ? CompletableFuture.completedStage(outcome) : later(transfer));
    }

    private CompletionStage<Transfer.Outcome> later(Transfer transfer) {
        var again = new CompletableFuture<CompletionStage<Transfer.Outcome>>();
        threads.after(ASK_AGAIN_NANOS, () -> again.complete(await(transfer)));
        return again.thenCompose(outcome -> outcome);
    }

    private boolean leads(ClusterMember member) {
        return cluster.leaderAddress().equals(Optional.of(address(member)));
    }

    private static String address(ClusterMember member) {
        String address = member.address();
        return (address.indexOf(':') < 0 ? address : "[" + address + "]") + ":" + member.port();
    }
}
