package io.curia.fsm.intention;

import io.curia.codec.MsgpackException;
import io.curia.codec.MsgpackReader;
import io.curia.codec.StructCodec;
import io.curia.model.ByteString;
import io.curia.model.GoTime;
import io.curia.model.Intention;
import io.curia.model.IntentionMutation;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Intentions and their changes, in commands and in records. */
final class IntentionCodecs {
    static final StructCodec<Intention, IntentionDraft> INTENTION = StructCodec.of(
                    IntentionDraft::new, IntentionDraft::finish)
            .string("ID", Intention::id, (draft, value) -> draft.id = value)
            .string("Description", Intention::description, (draft, value) -> draft.description = value)
            .string("SourceNS", Intention::sourceNs, (draft, value) -> draft.sourceNs = value)
            .string("SourceName", Intention::sourceName, (draft, value) -> draft.sourceName = value)
            .string("DestinationNS", Intention::destinationNs, (draft, value) -> draft.destinationNs = value)
            .string("DestinationName", Intention::destinationName, (draft, value) -> draft.destinationName = value)
            .string("SourceType", Intention::sourceType, (draft, value) -> draft.sourceType = value)
            .string("Action", Intention::action, (draft, value) -> draft.action = value)
            .anyList("Permissions", Intention::permissions, (draft, value) -> draft.permissions = value)
            .string("DefaultAddr", Intention::defaultAddr, (draft, value) -> draft.defaultAddr = value)
            .onlyIf(value -> !value.defaultAddr().isEmpty())
            .int64("DefaultPort", Intention::defaultPort, (draft, value) -> draft.defaultPort = value)
            .onlyIf(value -> value.defaultPort() != 0)
            .stringMap("Meta", Intention::meta, (draft, value) -> draft.meta = value)
            .int64("Precedence", Intention::precedence, (draft, value) -> draft.precedence = value)
            .time("CreatedAt", Intention::createdAt, (draft, value) -> draft.createdAt = value)
            .time("UpdatedAt", Intention::updatedAt, (draft, value) -> draft.updatedAt = value)
            .bytes("Hash", Intention::hash, (draft, value) -> draft.hash = value)
            .uint64("CreateIndex", Intention::createIndex, (draft, value) -> draft.createIndex = value)
            .uint64("ModifyIndex", Intention::modifyIndex, (draft, value) -> draft.modifyIndex = value)
            .build();

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

    /** The fields as they come. */
    static final class IntentionDraft {
        private String id = "";
        private String description = "";
        private String sourceNs = "";
        private String sourceName = "";
        private String destinationNs = "";
        private String destinationName = "";
        private String sourceType = "";
        private String action = "";
        private List<Object> permissions;
        private String defaultAddr = "";
        private long defaultPort;
        private Map<String, String> meta;
        private long precedence;
        private GoTime createdAt = GoTime.ZERO;
        private GoTime updatedAt = GoTime.ZERO;
        private ByteString hash;
        private long createIndex;
        private long modifyIndex;

        private Intention finish() {
            return new Intention(
                    id,
                    description,
                    sourceNs,
                    sourceName,
                    destinationNs,
                    destinationName,
                    sourceType,
                    action,
                    permissions,
                    defaultAddr,
                    defaultPort,
                    meta,
                    precedence,
                    createdAt,
                    updatedAt,
                    hash,
                    createIndex,
                    modifyIndex);
        }
    }
}
