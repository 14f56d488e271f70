package io.curia.fsm.system;

import io.curia.codec.StructCodec;
import io.curia.model.FederationState;
import io.curia.model.GoTime;
import io.curia.model.SystemMetadataEntry;
import java.util.List;

/** The rows of system tables, in commands and in records. */
final class SystemCodecs {
    static final StructCodec<SystemMetadataEntry, SystemMetadataEntryDraft> METADATA = StructCodec.of(
                    SystemMetadataEntryDraft::new, SystemMetadataEntryDraft::finish)
            .string("Key", SystemMetadataEntry::key, (draft, value) -> draft.key = value)
            .string("Value", SystemMetadataEntry::value, (draft, value) -> draft.value = value)
            .uint64("CreateIndex", SystemMetadataEntry::createIndex, (draft, value) -> draft.createIndex = value)
            .uint64("ModifyIndex", SystemMetadataEntry::modifyIndex, (draft, value) -> draft.modifyIndex = value)
            .build();

    static final StructCodec<FederationState, FederationStateDraft> FEDERATION_STATE = StructCodec.of(
                    FederationStateDraft::new, FederationStateDraft::finish)
            .string("Datacenter", FederationState::datacenter, (draft, value) -> draft.datacenter = value)
            .anyList("MeshGateways", FederationState::meshGateways, (draft, value) -> draft.meshGateways = value)
            .time("UpdatedAt", FederationState::updatedAt, (draft, value) -> draft.updatedAt = value)
            .uint64(
                    "PrimaryModifyIndex",
                    FederationState::primaryModifyIndex,
                    (draft, value) -> draft.primaryModifyIndex = value)
            .uint64("CreateIndex", FederationState::createIndex, (draft, value) -> draft.createIndex = value)
            .uint64("ModifyIndex", FederationState::modifyIndex, (draft, value) -> draft.modifyIndex = value)
            .build();

    private SystemCodecs() {}

    /** The fields as they come. */
    static final class SystemMetadataEntryDraft {
        private String key = "";
        private String value = "";
        private long createIndex;
        private long modifyIndex;

        private SystemMetadataEntry finish() {
            return new SystemMetadataEntry(key, value, createIndex, modifyIndex);
        }
    }

    /** The fields as they come. */
    static final class FederationStateDraft {
        private String datacenter = "";
        private List<Object> meshGateways;
        private GoTime updatedAt = GoTime.ZERO;
        private long primaryModifyIndex;
        private long createIndex;
        private long modifyIndex;

        private FederationState finish() {
            return new FederationState(
                    datacenter, meshGateways, updatedAt, primaryModifyIndex, createIndex, modifyIndex);
        }
    }
}
