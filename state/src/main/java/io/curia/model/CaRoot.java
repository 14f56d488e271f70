package io.curia.model;

import io.curia.model.Field.Flag;
import io.curia.model.Field.Value;
import io.curia.model.Field.Whole;
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
    private static final Shape.Fields<CaRoot> FIELDS = new Shape.Fields<>();
    private static final Value<CaRoot, String> ID = FIELDS.text("ID", CaRoot::id);
    private static final Value<CaRoot, String> NAME = FIELDS.text("Name", CaRoot::name);
    private static final Whole<CaRoot> SERIAL_NUMBER = FIELDS.uint64("SerialNumber", CaRoot::serialNumber);
    private static final Value<CaRoot, String> SIGNING_KEY_ID = FIELDS.text("SigningKeyID", CaRoot::signingKeyId);
    private static final Value<CaRoot, String> EXTERNAL_TRUST_DOMAIN =
            FIELDS.text("ExternalTrustDomain", CaRoot::externalTrustDomain);
    private static final Value<CaRoot, GoTime> NOT_BEFORE =
            FIELDS.time("NotBefore", CaRoot::notBefore, new Trait.Zero(GoTime.ZERO));
    private static final Value<CaRoot, GoTime> NOT_AFTER =
            FIELDS.time("NotAfter", CaRoot::notAfter, new Trait.Zero(GoTime.ZERO));
    private static final Value<CaRoot, String> ROOT_CERT = FIELDS.text("RootCert", CaRoot::rootCert);
    private static final Value<CaRoot, List<String>> INTERMEDIATE_CERTS =
            FIELDS.texts("IntermediateCerts", CaRoot::intermediateCerts);
    private static final Value<CaRoot, String> SIGNING_CERT = FIELDS.text("SigningCert", CaRoot::signingCert);
    private static final Value<CaRoot, String> SIGNING_KEY = FIELDS.text("SigningKey", CaRoot::signingKey);
    private static final Flag<CaRoot> ACTIVE = FIELDS.flag("Active", CaRoot::active);
    private static final Value<CaRoot, GoTime> ROTATED_OUT_AT =
            FIELDS.time("RotatedOutAt", CaRoot::rotatedOutAt, new Trait.Zero(GoTime.ZERO));
    private static final Value<CaRoot, String> PRIVATE_KEY_TYPE = FIELDS.text("PrivateKeyType", CaRoot::privateKeyType);
    private static final Whole<CaRoot> PRIVATE_KEY_BITS = FIELDS.int64("PrivateKeyBits", CaRoot::privateKeyBits);
    private static final Whole<CaRoot> CREATE_INDEX = FIELDS.index("CreateIndex", CaRoot::createIndex);
    private static final Whole<CaRoot> MODIFY_INDEX = FIELDS.index("ModifyIndex", CaRoot::modifyIndex);

    /** Its fields. */
    public static final Shape<CaRoot> SHAPE = FIELDS.make(draft -> new CaRoot(
            draft.get(ID),
            draft.get(NAME),
            draft.get(SERIAL_NUMBER),
            draft.get(SIGNING_KEY_ID),
            draft.get(EXTERNAL_TRUST_DOMAIN),
            draft.get(NOT_BEFORE),
            draft.get(NOT_AFTER),
            draft.get(ROOT_CERT),
            draft.get(INTERMEDIATE_CERTS),
            draft.get(SIGNING_CERT),
            draft.get(SIGNING_KEY),
            draft.get(ACTIVE),
            draft.get(ROTATED_OUT_AT),
            draft.get(PRIVATE_KEY_TYPE),
            draft.get(PRIVATE_KEY_BITS),
            draft.get(CREATE_INDEX),
            draft.get(MODIFY_INDEX)));

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
        return SHAPE.draft(this)
                .set(CREATE_INDEX, newCreateIndex)
                .set(MODIFY_INDEX, newModifyIndex)
                .build();
    }
}
