package io.curia.archives;

import io.curia.cluster.NodeOwnership;
import io.curia.model.Node;
import io.curia.raft.api.ReadGrant;
import io.curia.snapshot.ArchiveMeta;
import io.curia.state.StateDiff;
import java.util.List;

/**
 * What a restore would change.
 *
 * @param meta what the archive says of itself
 * @param tables how the rows of each table differ
 * @param takeovers the nodes of the archive that servers of this cluster will have
 * @param gone those of servers that it does not have
 * @param index the greatest index of the present tables
 * @param grant by what right they were read
 */
public record RestorePreview(
        ArchiveMeta meta,
        List<StateDiff.TableDiff> tables,
        List<NodeOwnership.Takeover> takeovers,
        List<Node> gone,
        long index,
        ReadGrant grant) {
    public RestorePreview {
        tables = List.copyOf(tables);
        takeovers = List.copyOf(takeovers);
        gone = List.copyOf(gone);
    }
}
