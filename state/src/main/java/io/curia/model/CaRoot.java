package io.curia.model;

import java.util.List;
import java.util.Objects;

/**
 * A root certificate of the mesh (fsm-commands §3, type 13).
 *
 * @param id the fingerprint of the certificate
 * @param name shown to people
 * @param serialNumber serial number of the certificate
 * @param signingKeyId the key that signs leaves
 * @param externalTrustDomain the trust domain
 * @param notBefore start of validity
 * @param notAfter end of validity
 * @param rootCert the certificate as PEM
 * @param intermediateCerts what leads from leaves to the root, as PEM; null and empty differ
 * @param signingCert kept empty
 * @param signingKey kept empty
 * @param active whether it signs now
 * @param rotatedOutAt when it ceased to be active, else the zero time
 * @param privateKeyType {@code ec} or {@code rsa}
 * @param privateKeyBits length of the key
 * @param createIndex index of the write that created it
 * @param modifyIndex index of the last write
 */
public record CaRoot(
        String id,
        String name,
        long serialNumber,
        String signingKeyId,
        String externalTrustDomain,
        GoTime notBefore,
        GoTime notAfter,
        String rootCert,
        List<String> intermediateCerts,
        String signingCert,
        String signingKey,
        boolean active,
        GoTime rotatedOutAt,
        String privateKeyType,
        long privateKeyBits,
        long createIndex,
        long modifyIndex) {
    public CaRoot {
        Objects.requireNonNull(id);
        Objects.requireNonNull(name);
        Objects.requireNonNull(signingKeyId);
        Objects.requireNonNull(externalTrustDomain);
        Objects.requireNonNull(notBefore);
        Objects.requireNonNull(notAfter);
        Objects.requireNonNull(rootCert);
        Objects.requireNonNull(signingCert);
        Objects.requireNonNull(signingKey);
        Objects.requireNonNull(rotatedOutAt);
        Objects.requireNonNull(privateKeyType);
        intermediateCerts = Lists.copyOf(intermediateCerts);
    }

    /** The same with other indexes. */
    public CaRoot withIndexes(long newCreateIndex, long newModifyIndex) {
        return new CaRoot(
                id,
                name,
                serialNumber,
                signingKeyId,
                externalTrustDomain,
                notBefore,
                notAfter,
                rootCert,
                intermediateCerts,
                signingCert,
                signingKey,
                active,
                rotatedOutAt,
                privateKeyType,
                privateKeyBits,
                newCreateIndex,
                newModifyIndex);
    }
}
