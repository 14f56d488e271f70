package io.curia.rpc.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.curia.archives.ScratchDirectory;
import io.curia.query.ServiceThreads;
import io.curia.rpc.SnapshotRefusedException;
import io.curia.rpc.server.Transfer.Direction;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TransfersTest {
    private static final Duration FOREVER = Duration.ofHours(1);

    @TempDir
    private Path directory;

    private final ServiceThreads threads = new ServiceThreads();

    @AfterEach
    void close() {
        threads.close();
    }

    private Transfers transfers(Duration idle) throws IOException {
        return new Transfers(ScratchDirectory.open(directory), threads, idle);
    }

    private static String open(Transfers transfers, String user) throws IOException {
        return transfers.open(user, Direction.IN, Transfer::id);
    }

    private List<Path> files() throws IOException {
        try (var files = Files.list(directory)) {
            return files.toList();
        }
    }

    @Test
    void bytesComeOutAsTheyWentIn() throws IOException {
        var transfers = transfers(FOREVER);
        String id = open(transfers, "ann");
        byte[] read = transfers.use(id, "ann", Direction.IN, transfer -> {
            transfer.append(0, new byte[] {1, 2});
            transfer.append(2, new byte[] {3});
            return transfer.read(1, 10);
        });
        assertThat(read).containsExactly(2, 3);
        assertThatThrownBy(() -> transfers.use(id, "ann", Direction.IN, transfer -> {
                    transfer.append(1, new byte[] {9});
                    return id;
                }))
                .isInstanceOf(SnapshotRefusedException.class)
                .hasMessage("byte 3 is next, not 1");
        assertThatThrownBy(() -> transfers.use(id, "ann", Direction.IN, transfer -> transfer.read(4, 1)))
                .isInstanceOf(SnapshotRefusedException.class);
    }

    @Test
    void aTransferIsOfOneUserAndOneDirection() throws IOException {
        var transfers = transfers(FOREVER);
        String id = open(transfers, "ann");
        assertThatThrownBy(() -> transfers.use(id, "bob", Direction.IN, Transfer::id))
                .isInstanceOf(SnapshotRefusedException.class);
        assertThatThrownBy(() -> transfers.use(id, "ann", Direction.OUT, Transfer::id))
                .isInstanceOf(SnapshotRefusedException.class);
        transfers.end(id, "bob");
        assertThat(transfers.use(id, "ann", Direction.IN, Transfer::id)).isEqualTo(id);
        transfers.end(id, "ann");
        assertThat(files()).isEmpty();
        assertThatThrownBy(() -> transfers.use(id, "ann", Direction.IN, Transfer::id))
                .isInstanceOf(SnapshotRefusedException.class)
                .hasMessageStartingWith("No such transfer");
    }

    @Test
    void noMoreThanAFewAreOpen() throws IOException {
        var transfers = transfers(FOREVER);
        String first = open(transfers, "ann");
        for (int i = 1; i < Transfers.MOST; i++) {
            open(transfers, "ann");
        }
        assertThatThrownBy(() -> open(transfers, "bob"))
                .isInstanceOf(SnapshotRefusedException.class)
                .hasMessageStartingWith("Too many");
        transfers.end(first, "ann");
        transfers.end(first, "ann");
        open(transfers, "bob");
        assertThatThrownBy(() -> open(transfers, "bob")).isInstanceOf(SnapshotRefusedException.class);
        transfers.close();
        assertThat(files()).isEmpty();
    }

    @Test
    void oneThatCannotBeginLeavesNothing() throws IOException {
        var transfers = transfers(FOREVER);
        for (int i = 0; i <= Transfers.MOST; i++) {
            assertThatThrownBy(() -> transfers.open("ann", Direction.OUT, transfer -> {
                        throw new IOException("no");
                    }))
                    .hasMessage("no");
        }
        assertThat(files()).isEmpty();
    }

    @Test
    void anIdleOneEnds() throws IOException {
        var transfers = transfers(Duration.ofMillis(20));
        String id = open(transfers, "ann");
        await().until(() -> files().isEmpty());
        assertThatThrownBy(() -> transfers.use(id, "ann", Direction.IN, Transfer::id))
                .isInstanceOf(SnapshotRefusedException.class);
        for (int i = 0; i < Transfers.MOST; i++) {
            open(transfers, "ann");
        }
    }

    @Test
    void whatAKilledServerHasLeftIsDeleted() throws IOException {
        open(transfers(FOREVER), "ann");
        assertThat(files()).hasSize(1);
        transfers(FOREVER).open("bob", Direction.IN, transfer -> {
            assertThat(files()).containsExactly(transfer.file());
            return transfer.id();
        });
    }
}
