package io.curia.batch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

class HandoverTest {
    private static <T> List<T> all(Handover<T> handover) throws IOException, InterruptedException {
        var items = new ArrayList<T>();
        for (T item = handover.next(); item != null; item = handover.next()) {
            items.add(item);
        }
        return items;
    }

    @Test
    void itemsComeInOrderAndThenTheEnd() throws IOException, InterruptedException {
        var handover = new Handover<Integer>("test", 2, sink -> {
            for (int i = 0; i < 100; i++) {
                sink.put(i);
            }
        });
        assertThat(all(handover)).hasSize(100).isSorted();
        assertThat(handover.next()).isNull();
        handover.stop();
    }

    @Test
    void aFailureComesAfterTheItemsBeforeIt() throws IOException, InterruptedException {
        var handover = new Handover<Integer>("test", 2, sink -> {
            sink.put(1);
            throw new IOException("broken");
        });
        assertThat(handover.next()).isEqualTo(1);
        assertThatThrownBy(handover::next).isInstanceOf(IOException.class).hasMessage("broken");
        assertThat(handover.next()).isNull();
        handover.stop();
    }

    @Test
    void aProducerThatNobodyListensToIsStopped() throws InterruptedException {
        var ended = new CountDownLatch(1);
        var handover = new Handover<Integer>("test", 1, sink -> {
            try {
                for (int i = 0; ; i++) {
                    sink.put(i);
                }
            } finally {
                ended.countDown();
            }
        });
        handover.stop();
        assertThat(ended.getCount()).isZero();
    }

    @Test
    void blocksAreFullButTheLast() throws IOException, InterruptedException {
        byte[] bytes = new byte[2 * BlockOutput.BLOCK + 3];
        Arrays.fill(bytes, (byte) 7);
        bytes[BlockOutput.BLOCK] = 9;
        var handover = new Handover<byte[]>("test", 1, sink -> {
            var out = new BlockOutput(sink);
            out.write(bytes, 0, 5);
            out.write(bytes, 5, bytes.length - 6);
            out.write(bytes[bytes.length - 1]);
            out.finish();
        });
        var blocks = all(handover);
        assertThat(blocks).extracting(block -> block.length).containsExactly(BlockOutput.BLOCK, BlockOutput.BLOCK, 3);
        assertThat(blocks.get(1)[0]).isEqualTo((byte) 9);
    }
}
