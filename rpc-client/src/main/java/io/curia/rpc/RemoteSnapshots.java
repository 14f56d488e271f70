package io.curia.rpc;

import jakarta.ejb.EJBException;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Objects;
import org.jboss.ejb.client.EJBClient;
import org.jboss.ejb.client.EJBClientContext;
import org.jboss.ejb.client.StatelessEJBLocator;
import org.jboss.ejb.client.URIAffinity;
import org.jboss.ejb.protocol.remote.RemoteTransportProvider;
import org.jboss.remoting3.Endpoint;
import org.wildfly.security.auth.client.AuthenticationConfiguration;
import org.wildfly.security.auth.client.AuthenticationContext;
import org.wildfly.security.auth.client.MatchRule;
import org.wildfly.security.sasl.SaslMechanismSelector;

/**
 * Takes and restores snapshots of a server through its remote EJB. Archives stream, so memory does not depend on their
 * size. Thread-safe; each call has a transfer of its own. The connection is made with the first call and kept until
 * {@link #close}. Any call can fail with a {@link LoginRefusedException} or a {@link ServerUnreachableException}, after
 * which nothing was asked of the server, or with another IOException if the connection breaks.
 */
public final class RemoteSnapshots implements AutoCloseable {
    private static final String APPLICATION = "curia";
    private static final String MODULE = "curia-ejb";
    private static final String BEAN = "SnapshotOperations";

    private final CallFailures failures;
    private final Endpoint endpoint;
    private final EJBClientContext calls = new EJBClientContext.Builder()
            .addTransportProvider(new RemoteTransportProvider())
            .build();
    private final AuthenticationContext identity;
    private final SnapshotOperations operations;

    private RemoteSnapshots(URI server, String user, String password) throws IOException {
        this.failures = new CallFailures(server, user);
        this.endpoint = Endpoint.builder().setEndpointName("curia-rpc-client").build();
        this.identity = AuthenticationContext.empty()
                .with(
                        MatchRule.ALL,
                        AuthenticationConfiguration.empty()
                                .useName(user)
                                .usePassword(password)
                                .setSaslMechanismSelector(SaslMechanismSelector.NONE.addMechanism("DIGEST-MD5")));
        this.operations = EJBClient.createProxy(
                new StatelessEJBLocator<>(SnapshotOperations.class, APPLICATION, MODULE, BEAN, ""));
        EJBClient.setStrongAffinity(operations, new URIAffinity(server));
    }

    /**
     * Prepares a connection, but does not make it yet.
     *
     * @param host a name or an address, an IPv6 address without brackets
     * @param port the server's RPC port
     * @throws IOException if the client cannot be set up, or the host cannot be one
     */
    public static RemoteSnapshots connect(String host, int port, String user, String password) throws IOException {
        Objects.requireNonNull(user);
        Objects.requireNonNull(password);
        try {
            return new RemoteSnapshots(new URI("remote", null, host, port, null, null, null), user, password);
        } catch (URISyntaxException e) {
            throw new IOException("no address of a server: " + host, e);
        }
    }

    /** As {@link #save(OutputStream, boolean)}, of the leader's state. */
    public void save(OutputStream out) throws IOException {
        save(out, false);
    }

    /**
     * Writes an archive of the whole state; the stream stays open.
     *
     * @param stale whether the server gives its own state, also without a leader
     * @throws SnapshotRefusedException if the server refuses
     * @throws IOException if it cannot be reached, or the stream fails; what was written is then no whole archive
     */
    public void save(OutputStream out, boolean stale) throws IOException {
        var archive = call(() -> operations.openSave(SnapshotOperations.VERSION, stale));
        try {
            for (long offset = 0; offset < archive.size(); ) {
                long from = offset;
                byte[] bytes =
                        call(() -> operations.read(archive.transfer(), from)).bytes();
                if (bytes.length == 0) {
                    throw new EOFException("the archive ended after " + offset + " of " + archive.size() + " bytes");
                }
                out.write(bytes);
                offset += bytes.length;
            }
        } finally {
            end(archive.transfer());
        }
    }

    /**
     * Puts an archive in the place of the whole state; returns when that is done. The stream is read to its end and stays
     * open.
     *
     * @throws SnapshotRefusedException if the server refuses it; nothing has changed then
     * @throws IOException if the stream fails, and nothing has changed; or if the server cannot be reached, and it is
     *     unknown whether the state has been replaced
     */
    public void restore(InputStream in) throws IOException {
        String transfer = send(in);
        try {
            call(() -> {
                operations.commit(transfer);
                return transfer;
            });
        } finally {
            end(transfer);
        }
    }

    /**
     * Has an archive read to its end by the server, which changes nothing.
     *
     * @throws SnapshotRefusedException if it could not be restored
     * @throws IOException if the stream fails or the server cannot be reached
     */
    public void verify(InputStream in) throws IOException {
        String transfer = send(in);
        try {
            call(() -> {
                operations.verify(transfer);
                return transfer;
            });
        } finally {
            end(transfer);
        }
    }

    private String send(InputStream in) throws IOException {
        String transfer = call(() -> operations.openRestore(SnapshotOperations.VERSION));
        boolean sent = false;
        try {
            long offset = 0;
            for (byte[] bytes = chunk(in); bytes.length > 0; bytes = chunk(in)) {
                var chunk = new ArchiveChunk(offset, bytes);
                call(() -> {
                    operations.write(transfer, chunk);
                    return transfer;
                });
                offset += bytes.length;
            }
            sent = true;
            return transfer;
        } finally {
            if (!sent) {
                end(transfer);
            }
        }
    }

    private static byte[] chunk(InputStream in) throws IOException {
        return in.readNBytes(SnapshotOperations.LARGEST_CHUNK);
    }

    /** The server ends what it does not hear of, so a failure here must not hide what went before. */
    private void end(String transfer) {
        try {
            call(() -> {
                operations.close(transfer);
                return transfer;
            });
        } catch (IOException e) {
            System.getLogger(RemoteSnapshots.class.getName())
                    .log(System.Logger.Level.DEBUG, "a transfer was left to end by itself", e);
        }
    }

    /** A remote call. */
    private interface Call<T> {
        T make() throws IOException;
    }

    private <T> T call(Call<T> call) throws IOException {
        try {
            return endpoint.runCallable(() -> calls.runCallable(() -> identity.runCallable(call::make)));
        } catch (IOException e) {
            throw e;
        } catch (EJBException | IllegalStateException e) {
            throw failures.of(e);
        } catch (RuntimeException e) {
            throw e;
        } catch (Exception e) {
            throw failures.of(e);
        }
    }

    /** Ends the connection. */
    @Override
    public void close() throws IOException {
        endpoint.close();
    }
}
