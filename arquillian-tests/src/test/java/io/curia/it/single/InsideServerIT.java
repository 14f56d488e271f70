package io.curia.it.single;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.curia.it.BuiltEar;
import io.curia.raft.api.Consistency;
import io.curia.raft.api.RaftEngine;
import jakarta.inject.Inject;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.junit5.container.annotation.ArquillianTest;
import org.jboss.shrinkwrap.api.spec.EnterpriseArchive;
import org.junit.jupiter.api.Test;

/** Runs inside the server, in the real EAR, and gets injected what the application's own classes get. */
@ArquillianTest
class InsideServerIT {
    @Inject
    private RaftEngine engine;

    @Deployment
    static EnterpriseArchive deployment() {
        return BuiltEar.withTests(InsideServerIT.class);
    }

    @Test
    void theInjectedEngineIsTheOneThatLeads() throws ExecutionException, InterruptedException, TimeoutException {
        var leads = new CompletableFuture<Void>();
        engine.onLeadershipChange(leading -> {
            if (leading) {
                leads.complete(null);
            }
        });
        leads.get(120, TimeUnit.SECONDS);
        var grant = engine.awaitReadable(Consistency.CONSISTENT)
                .toCompletableFuture()
                .get(60, TimeUnit.SECONDS);
        assertTrue(grant.knownLeader());
        assertTrue(engine.isLeader());
        assertEquals(1, engine.servers().size());
    }
}
