package io.curia.model;

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
        return new CaProviderState(id, privateKey, rootCert, intermediateCert, newCreateIndex, newModifyIndex);
    }
}
