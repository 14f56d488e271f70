package io.curia.fsm;

import static org.assertj.core.api.Assertions.assertThat;

import io.curia.fsm.kv.KvsCommand;
import io.curia.fsm.kv.KvsOp;
import io.curia.fsm.kv.TombstoneReapCommand;
import io.curia.model.ByteString;
import io.curia.model.KvEntry;
import java.util.HexFormat;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class CommandEncodingTest {
    @Test
    void kvsIsEncodedFieldByField() {
        var command = new KvsCommand(
                "dc1", "set", new KvEntry(ByteString.of("foo"), ByteString.of("bar"), 300, 0, "", 0, 0), "");
        assertThat(HexFormat.of().formatHex(command.encode()))
                .isEqualTo("02" + "84"
                        + "aa4461746163656e746572" + "a3646331"
                        + "a6446972456e74" + "87"
                        + "ab437265617465496e646578" + "00"
                        + "a5466c616773" + "cd012c"
                        + "a34b6579" + "a3666f6f"
                        + "a94c6f636b496e646578" + "00"
                        + "ab4d6f64696679496e646578" + "00"
                        + "a753657373696f6e" + "a0"
                        + "a556616c7565" + "a3626172"
                        + "a24f70" + "a3736574"
                        + "a5546f6b656e" + "a0");
    }

    @Test
    void reapIsEncodedFieldByField() {
        var command = TombstoneReapCommand.upTo(200);
        assertThat(HexFormat.of().formatHex(command.encode()))
                .isEqualTo("05" + "84"
                        + "aa4461746163656e746572" + "a0"
                        + "a24f70" + "a472656170"
                        + "a952656170496e646578" + "ccc8"
                        + "a5546f6b656e" + "a0");
        assertThat(Fsms.decoded(command.encode())).isEqualTo(command);
    }

    @Property
    void kvsComesBack(
            @ForAll KvsOp op,
            @ForAll @Size(max = 300) byte[] key,
            @ForAll @Size(max = 300) byte[] value,
            @ForAll long flags,
            @ForAll long index) {
        var entry = new KvEntry(ByteString.wrap(key), ByteString.wrap(value), flags, index, "s", 0, index);
        var command = KvsCommand.of(op, entry);
        assertThat(Fsms.decoded(command.encode())).isEqualTo(command);
    }

    @Test
    void anEmptyValueIsNil() {
        var entry = KvEntry.of(ByteString.of("k"), ByteString.EMPTY, 0);
        assertThat(entry.value()).isNull();
        assertThat(HexFormat.of().formatHex(KvsCommand.of(KvsOp.SET, entry).encode()))
                .contains("a556616c7565c0");
    }
}
