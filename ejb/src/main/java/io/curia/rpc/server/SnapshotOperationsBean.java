package io.curia.rpc.server;

import io.curia.archives.SnapshotException;
import io.curia.archives.StateArchives;
import io.curia.cluster.Caller;
import io.curia.raft.api.Consistency;
import io.curia.rpc.ArchiveChunk;
import io.curia.rpc.SavedArchive;
import io.curia.rpc.SnapshotOperations;
import io.curia.rpc.SnapshotRefusedException;
import io.curia.rpc.server.Transfer.Direction;
import jakarta.annotation.Resource;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ejb.EJBException;
import jakarta.ejb.Remote;
import jakarta.ejb.SessionContext;
import jakarta.ejb.Stateless;
import jakarta.ejb.TransactionManagement;
import jakarta.ejb.TransactionManagementType;
import jakarta.inject.Inject;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.net.InetSocketAddress;
import java.nio.file.Files;

/** The server's side of {@link SnapshotOperations}. */
@Stateless(name = "SnapshotOperations")
@Remote(SnapshotOperations.class)
@RolesAllowed(SnapshotOperations.ROLE)
@TransactionManagement(TransactionManagementType.BEAN)
public class SnapshotOperationsBean implements SnapshotOperations {
    private static final Logger LOG = System.getLogger(SnapshotOperationsBean.class.getName());

    /** Where WildFly says from what address a call came. */
    private static final String SOURCE_ADDRESS = "jboss.source-address";

    @Inject
    private StateArchives archives;

    @Inject
    private Transfers transfers;

    @Resource
    private SessionContext context;

    @Override
    public SavedArchive openSave(int version, boolean stale) throws SnapshotRefusedException {
        requireKnown(version);
        return told(() -> transfers.open(user(), Direction.OUT, transfer -> {
            var saved = archives.save(stale ? Consistency.STALE : Consistency.CONSISTENT, caller());
            try (var out = new BufferedOutputStream(Files.newOutputStream(transfer.file()))) {
                saved.archive().writeTo(out);
            }
            return new SavedArchive(transfer.id(), transfer.size());
        }));
    }

    @Override
    public ArchiveChunk read(String transfer, long offset) throws SnapshotRefusedException {
        return told(() -> transfers.use(
                transfer, user(), Direction.OUT, open -> new ArchiveChunk(offset, open.read(offset, LARGEST_CHUNK))));
    }

    @Override
    public String openRestore(int version) throws SnapshotRefusedException {
        requireKnown(version);
        return told(() -> transfers.open(user(), Direction.IN, Transfer::id));
    }

    @Override
    public void write(String transfer, ArchiveChunk chunk) throws SnapshotRefusedException {
        if (chunk.bytes().length > LARGEST_CHUNK) {
            throw new SnapshotRefusedException("a chunk has at most " + LARGEST_CHUNK + " bytes");
        }
        told(() -> transfers.use(transfer, user(), Direction.IN, open -> {
            open.append(chunk.offset(), chunk.bytes());
            return open.id();
        }));
    }

    @Override
    public void verify(String transfer) throws SnapshotRefusedException {
        told(() -> transfers.use(transfer, user(), Direction.IN, open -> archives.check(open.file())));
    }

    @Override
    public void commit(String transfer) throws SnapshotRefusedException {
        told(() -> transfers.use(transfer, user(), Direction.IN, open -> archives.restore(open.file(), caller())));
    }

    @Override
    public void close(String transfer) {
        transfers.end(transfer, user());
    }

    private static void requireKnown(int version) throws SnapshotRefusedException {
        if (version != VERSION) {
            throw new SnapshotRefusedException("the caller speaks version " + version
                    + " of the remote calls, this server " + VERSION + ": use the client that came with the server");
        }
    }

    private String user() {
        return context.getCallerPrincipal().getName();
    }

    private Caller caller() {
        var from = context.getContextData().get(SOURCE_ADDRESS);
        return Caller.remote(user(), from instanceof InetSocketAddress address ? address : null);
    }

    /** Something that may fail for reasons that the caller is to know. */
    private interface Work<T> {
        T run() throws IOException;
    }

    private static <T> T told(Work<T> work) throws SnapshotRefusedException {
        try {
            return work.run();
        } catch (SnapshotRefusedException e) {
            throw e;
        } catch (SnapshotException.OutcomeUnknown e) {
            // no refusal, which would say that nothing has changed
            throw new EJBException(e.getMessage());
        } catch (SnapshotException e) {
            throw new SnapshotRefusedException(e.getMessage());
        } catch (IOException e) {
            throw new SnapshotRefusedException("the archive cannot be kept: " + e.getMessage());
        } catch (RuntimeException e) {
            LOG.log(Level.ERROR, "A remote call failed for a reason that is not the caller's", e);
            throw new SnapshotRefusedException("internal error: " + e);
        }
    }
}
