package io.curia.fsm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class ApplyResultCodecTest {
    @Test
    void everyResultComesBack() {
        for (var result : List.of(
                ApplyResult.Nil.NIL,
                new ApplyResult.Bool(true),
                new ApplyResult.Bool(false),
                new ApplyResult.Text("é"),
                new ApplyResult.Text(""),
                new ApplyResult.Num(Long.MIN_VALUE),
                new ApplyResult.Failure("invalid session \"x\""))) {
            assertThat(ApplyResultCodec.decode(ApplyResultCodec.encode(result))).isEqualTo(result);
        }
    }

    @Test
    void encodedAnswersComeBack() {
        var bytes = ApplyResultCodec.encode(new ApplyResult.Encoded(new byte[] {1, 2, 3}));
        assertThat(ApplyResultCodec.decode(bytes))
                .isInstanceOfSatisfying(ApplyResult.Encoded.class, encoded -> assertThat(encoded.value())
                        .containsExactly(1, 2, 3));
    }

    @Test
    void otherBytesAreRefused() {
        for (var bytes : new byte[][] {{}, {0, 0}, {1, 1}, {4}, {4, 0, 0, 0, 0, 0, 0, 0}, {7}, {-1}}) {
            assertThatIllegalArgumentException().isThrownBy(() -> ApplyResultCodec.decode(bytes));
        }
    }

    @Property
    void randomBytesAreEitherAResultOrRefused(@ForAll @Size(max = 20) byte[] bytes) {
        ApplyResult result;
        try {
            result = ApplyResultCodec.decode(bytes);
        } catch (IllegalArgumentException e) {
            return;
        }
        assertThat(ApplyResultCodec.encode(result)[0]).isEqualTo(bytes[0]);
    }
}
