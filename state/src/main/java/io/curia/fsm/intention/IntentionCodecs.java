package io.curia.fsm.intention;

import io.curia.codec.MsgpackException;
import io.curia.codec.MsgpackReader;
import io.curia.codec.StructCodec;
import io.curia.model.IntentionMutation;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Changes of intentions, in commands. */
final class IntentionCodecs {
    private static final StructCodec<Name, Name> NAME = StructCodec.<Name, Name>of(Name::new, name -> name)
            .string("Name", name -> name.value, (name, value) -> name.value = value)
            .build();

    static final StructCodec<IntentionMutation, MutationDraft> MUTATION = StructCodec.of(
                    MutationDraft::new, MutationDraft::finish)
            .string("ID", IntentionMutation::id, (draft, value) -> draft.id = value)
            .struct(
                    "Destination",
                    mutation -> new Name(mutation.destination()),
                    (draft, name) -> draft.destination = name.value,
                    NAME)
            .struct("Source", mutation -> new Name(mutation.source()), (draft, name) -> draft.source = name.value, NAME)
            .anyMap("Value", IntentionMutation::value, (draft, value) -> draft.value = value)
            .build();

    private static final List<String> TIMES = List.of("LegacyCreateTime", "LegacyUpdateTime");

    private IntentionCodecs() {}

    private static final class Name {
        private String value = "";

        Name() {}

        Name(String value) {
            this.value = value;
        }
    }

    /** The fields as they come. */
    static final class MutationDraft {
        private String id = "";
        private String destination = "";
        private String source = "";
        private Map<String, Object> value;

        private IntentionMutation finish() {
            try {
                return new IntentionMutation(id, destination, source, value == null ? null : withTimes(value));
            } catch (IllegalArgumentException e) {
                throw new MsgpackException("intention: " + e.getMessage(), e);
            }
        }

        /** A time cannot be told from a text until one knows where it stands. */
        private static Map<String, Object> withTimes(Map<String, Object> source) {
            var changed = new HashMap<>(source);
            TIMES.forEach(name -> changed.computeIfPresent(name, (key, value) -> MsgpackReader.timeOf(value)));
            return changed;
        }
    }
}
