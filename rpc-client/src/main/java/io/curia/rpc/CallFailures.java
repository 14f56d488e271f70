package io.curia.rpc;

import jakarta.ejb.EJBAccessException;
import jakarta.ejb.NoSuchEJBException;
import java.io.IOException;
import java.net.SocketException;
import java.net.URI;
import java.net.UnknownHostException;
import java.nio.channels.UnresolvedAddressException;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.Optional;
import java.util.Set;
import javax.security.sasl.SaslException;

/** Tells apart why a remote call has failed, which WildFly's client hides below an exception that is always the same. */
final class CallFailures {
    private final URI server;
    private final String user;

    CallFailures(URI server, String user) {
        this.server = server;
        this.user = user;
    }

    /** The failure as callers know it. */
    IOException of(Exception failure) {
        if (failure instanceof EJBAccessException) {
            return new SnapshotRefusedException(
                    "Permission denied: the user lacks the role " + SnapshotOperations.ROLE, failure);
        }
        // only this one says for sure that nothing was sent: it comes from the search for a server to send to
        return failure instanceof NoSuchEJBException
                ? notSent(failure)
                : new IOException("no answer from " + server + ": " + failure.getMessage(), failure);
    }

    private IOException notSent(Exception failure) {
        var login = find(failure, SaslException.class);
        if (login.isPresent()) {
            return new LoginRefusedException(
                    server + " does not let " + user + " in: wrong password, or no such user", failure);
        }
        var connection = find(failure, SocketException.class);
        if (connection.isPresent()) {
            return new ServerUnreachableException(
                    "cannot connect to " + server + ": " + connection.get().getMessage(), failure);
        }
        if (find(failure, UnknownHostException.class).isPresent()
                || find(failure, UnresolvedAddressException.class).isPresent()) {
            return new ServerUnreachableException("cannot connect to " + server + ": there is no such host", failure);
        }
        return new ServerUnreachableException(
                server + " does not take remote calls for Curia: another program, or Curia is not started yet",
                failure);
    }

    private static <T extends Throwable> Optional<T> find(Throwable failure, Class<T> kind) {
        return find(failure, kind, Collections.newSetFromMap(new IdentityHashMap<>()));
    }

    private static <T extends Throwable> Optional<T> find(Throwable failure, Class<T> kind, Set<Throwable> seen) {
        if (failure == null || !seen.add(failure)) {
            return Optional.empty();
        }
        if (kind.isInstance(failure)) {
            return Optional.of(kind.cast(failure));
        }
        for (Throwable suppressed : failure.getSuppressed()) {
            var found = find(suppressed, kind, seen);
            if (found.isPresent()) {
                return found;
            }
        }
        return find(failure.getCause(), kind, seen);
    }
}
