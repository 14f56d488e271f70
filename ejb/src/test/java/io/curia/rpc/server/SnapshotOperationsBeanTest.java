package io.curia.rpc.server;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.curia.rpc.SnapshotOperations;
import io.curia.rpc.SnapshotRefusedException;
import org.junit.jupiter.api.Test;

class SnapshotOperationsBeanTest {
    /** Nothing is looked at before the version: what a caller of another one means is not known. */
    @Test
    void callersOfAnotherVersionAreRefused() {
        var bean = new SnapshotOperationsBean();
        int newer = SnapshotOperations.VERSION + 1;
        assertThatThrownBy(() -> bean.openSave(newer, false))
                .isInstanceOf(SnapshotRefusedException.class)
                .hasMessage(
                        "the caller speaks version 2 of the remote calls, this server 1: use the client that came with the server");
        assertThatThrownBy(() -> bean.openRestore(newer)).isInstanceOf(SnapshotRefusedException.class);
        assertThatThrownBy(() -> bean.openRestore(0)).isInstanceOf(SnapshotRefusedException.class);
    }
}
