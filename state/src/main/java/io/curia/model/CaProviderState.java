package io.curia.model;

import io.curia.model.Field.Value;
import io.curia.model.Field.Whole;
import java.util.Objects;

/**
 * What the built-in provider keeps: its keys and certificates (fsm-commands §3, type 13).
 *
 * @param id which provider
 * @param privateKey as PEM
 * @param rootCert as PEM
 * @param intermediateCert as PEM
 * @param createIndex index of the write that created it
 * @param modifyIndex index of the last write
 */
public record CaProviderState(
        String id, String privateKey, String rootCert, String intermediateCert, long createIndex, long modifyIndex) {
    private static final Shape.Fields<CaProviderState> FIELDS = new Shape.Fields<>();
    private static final Value<CaProviderState, String> ID = FIELDS.text("ID", CaProviderState::id);
    private static final Value<CaProviderState, String> PRIVATE_KEY =
            FIELDS.text("PrivateKey", CaProviderState::privateKey);
    private static final Value<CaProviderState, String> ROOT_CERT = FIELDS.text("RootCert", CaProviderState::rootCert);
    private static final Value<CaProviderState, String> INTERMEDIATE_CERT =
            FIELDS.text("IntermediateCert", CaProviderState::intermediateCert);
    private static final Whole<CaProviderState> CREATE_INDEX =
            FIELDS.index("CreateIndex", CaProviderState::createIndex);
    private static final Whole<CaProviderState> MODIFY_INDEX =
            FIELDS.index("ModifyIndex", CaProviderState::modifyIndex);

    /** Its fields. */
    public static final Shape<CaProviderState> SHAPE = FIELDS.make(draft -> new CaProviderState(
            draft.get(ID),
            draft.get(PRIVATE_KEY),
            draft.get(ROOT_CERT),
            draft.get(INTERMEDIATE_CERT),
            draft.get(CREATE_INDEX),
            draft.get(MODIFY_INDEX)));

    public CaProviderState {
        Objects.requireNonNull(id);
        Objects.requireNonNull(privateKey);
        Objects.requireNonNull(rootCert);
        Objects.requireNonNull(intermediateCert);
    }

    /** Hides the key, for this text may end up in a log. */
    @Override
    public String toString() {
        return "CaProviderState[id=" + id + "]";
    }

    /** The same with other indexes. */
    public CaProviderState withIndexes(long newCreateIndex, long newModifyIndex) {
        return SHAPE.draft(this)
                .set(CREATE_INDEX, newCreateIndex)
                .set(MODIFY_INDEX, newModifyIndex)
                .build();
    }
}
