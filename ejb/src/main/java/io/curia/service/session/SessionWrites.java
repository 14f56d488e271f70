package io.curia.service.session;

import io.curia.cluster.LeaderQuestions;
import io.curia.fsm.Fsm;
import io.curia.fsm.session.SessionCommand;
import io.curia.model.Session;
import io.curia.query.Proposals;
import io.curia.refusal.Refusal;
import io.curia.text.Durations;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.OptionalLong;
import java.util.UUID;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;

/**
 * What is done to sessions, whoever asks, and the rules that hold for it. Stages fail as those of {@link Proposals} do. Safe for
 * use by any thread; never blocks.
 */
@ApplicationScoped
public class SessionWrites {
    private static final long LEAST_TTL_NANOS = TimeUnit.SECONDS.toNanos(10);
    private static final long GREATEST_TTL_NANOS = TimeUnit.HOURS.toNanos(24);
    private static final String APPLY_FAILED = "apply failed: ";

    private final Fsm fsm;
    private final Proposals proposals;
    private final LeaderQuestions leader;

    /** Made by the container, or by hand from its parts. */
    @Inject
    public SessionWrites(Fsm fsm, Proposals proposals, LeaderQuestions leader) {
        this.fsm = fsm;
        this.proposals = proposals;
        this.leader = leader;
    }

    /**
     * Creates a session with an id of the server's choice.
     *
     * @param wish the session without its id
     * @return the id
     * @throws Refusal if there can be no such session
     */
    public CompletionStage<String> create(Session wish) {
        if (wish.node().isEmpty()) {
            throw Refusal.rejected("Must provide Node");
        }
        requireBehavior(wish.behavior());
        requireTtl(wish.ttl());
        String id = UUID.randomUUID().toString();
        return proposals
                .propose(SessionCommand.create(wish.withId(id)), APPLY_FAILED)
                .thenApply(result -> id);
    }

    /**
     * Ends a session; its locks are released or their keys deleted.
     *
     * @return true, also when there is no such session
     * @throws Refusal if the text cannot be an id
     */
    public CompletionStage<Boolean> destroy(String id) {
        SessionIds.require(fsm.store().read(), id, APPLY_FAILED);
        return proposals.propose(SessionCommand.destroy(id), APPLY_FAILED).thenApply(Proposals::tookEffect);
    }

    /**
     * Starts a session's time to live anew, on the leader.
     *
     * @return whether there is such a session
     * @throws Refusal if the text cannot be an id
     */
    public CompletionStage<Boolean> renew(String id) {
        SessionIds.require(fsm.store().read(), id, "");
        return leader.renew(id);
    }

    private static void requireBehavior(String behavior) {
        if (!behavior.equals(Session.RELEASE) && !behavior.equals(Session.DELETE)) {
            throw Refusal.rejected("Invalid Behavior setting '" + behavior + "'");
        }
    }

    private static void requireTtl(String ttl) {
        if (ttl.isEmpty()) {
            return;
        }
        OptionalLong nanos = Durations.parse(ttl);
        if (nanos.isEmpty()) {
            throw Refusal.rejected("Session TTL '" + ttl + "' invalid: " + Durations.fault(ttl));
        }
        long asked = nanos.getAsLong();
        if (asked != 0 && (asked < LEAST_TTL_NANOS || asked > GREATEST_TTL_NANOS)) {
            throw Refusal.rejected("Invalid Session TTL '" + asked + "', must be between [10s=24h0m0s]");
        }
    }
}
