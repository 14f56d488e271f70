package io.curia.fsm.connect;

import io.curia.codec.StructCodec;
import io.curia.model.CaConfiguration;
import io.curia.model.CaProviderState;
import io.curia.model.CaRoot;
import io.curia.model.GoTime;
import java.util.List;
import java.util.Map;

/** The rows of the certificate authority, in commands and in records. */
final class CaCodecs {
    static final StructCodec<CaRoot, CaRootDraft> ROOT = StructCodec.of(CaRootDraft::new, CaRootDraft::finish)
            .string("ID", CaRoot::id, (draft, value) -> draft.id = value)
            .string("Name", CaRoot::name, (draft, value) -> draft.name = value)
            .uint64("SerialNumber", CaRoot::serialNumber, (draft, value) -> draft.serialNumber = value)
            .string("SigningKeyID", CaRoot::signingKeyId, (draft, value) -> draft.signingKeyId = value)
            .string(
                    "ExternalTrustDomain",
                    CaRoot::externalTrustDomain,
                    (draft, value) -> draft.externalTrustDomain = value)
            .time("NotBefore", CaRoot::notBefore, (draft, value) -> draft.notBefore = value)
            .time("NotAfter", CaRoot::notAfter, (draft, value) -> draft.notAfter = value)
            .string("RootCert", CaRoot::rootCert, (draft, value) -> draft.rootCert = value)
            .strings("IntermediateCerts", CaRoot::intermediateCerts, (draft, value) -> draft.intermediateCerts = value)
            .string("SigningCert", CaRoot::signingCert, (draft, value) -> draft.signingCert = value)
            .string("SigningKey", CaRoot::signingKey, (draft, value) -> draft.signingKey = value)
            .bool("Active", CaRoot::active, (draft, value) -> draft.active = value)
            .time("RotatedOutAt", CaRoot::rotatedOutAt, (draft, value) -> draft.rotatedOutAt = value)
            .string("PrivateKeyType", CaRoot::privateKeyType, (draft, value) -> draft.privateKeyType = value)
            .int64("PrivateKeyBits", CaRoot::privateKeyBits, (draft, value) -> draft.privateKeyBits = value)
            .uint64("CreateIndex", CaRoot::createIndex, (draft, value) -> draft.createIndex = value)
            .uint64("ModifyIndex", CaRoot::modifyIndex, (draft, value) -> draft.modifyIndex = value)
            .build();

    static final StructCodec<CaConfiguration, CaConfigurationDraft> CONFIGURATION = StructCodec.of(
                    CaConfigurationDraft::new, CaConfigurationDraft::finish)
            .string("ClusterID", CaConfiguration::clusterId, (draft, value) -> draft.clusterId = value)
            .string("Provider", CaConfiguration::provider, (draft, value) -> draft.provider = value)
            .anyMap("Config", CaConfiguration::config, (draft, value) -> draft.config = value)
            .stringMap("State", CaConfiguration::state, (draft, value) -> draft.state = value)
            .bool(
                    "ForceWithoutCrossSigning",
                    CaConfiguration::forceWithoutCrossSigning,
                    (draft, value) -> draft.forceWithoutCrossSigning = value)
            .uint64("CreateIndex", CaConfiguration::createIndex, (draft, value) -> draft.createIndex = value)
            .uint64("ModifyIndex", CaConfiguration::modifyIndex, (draft, value) -> draft.modifyIndex = value)
            .build();

    static final StructCodec<CaProviderState, CaProviderStateDraft> PROVIDER_STATE = StructCodec.of(
                    CaProviderStateDraft::new, CaProviderStateDraft::finish)
            .string("ID", CaProviderState::id, (draft, value) -> draft.id = value)
            .string("PrivateKey", CaProviderState::privateKey, (draft, value) -> draft.privateKey = value)
            .string("RootCert", CaProviderState::rootCert, (draft, value) -> draft.rootCert = value)
            .string(
                    "IntermediateCert",
                    CaProviderState::intermediateCert,
                    (draft, value) -> draft.intermediateCert = value)
            .uint64("CreateIndex", CaProviderState::createIndex, (draft, value) -> draft.createIndex = value)
            .uint64("ModifyIndex", CaProviderState::modifyIndex, (draft, value) -> draft.modifyIndex = value)
            .build();

    private CaCodecs() {}

    /** The fields as they come. */
    static final class CaRootDraft {
        private String id = "";
        private String name = "";
        private long serialNumber;
        private String signingKeyId = "";
        private String externalTrustDomain = "";
        private GoTime notBefore = GoTime.ZERO;
        private GoTime notAfter = GoTime.ZERO;
        private String rootCert = "";
        private List<String> intermediateCerts;
        private String signingCert = "";
        private String signingKey = "";
        private boolean active;
        private GoTime rotatedOutAt = GoTime.ZERO;
        private String privateKeyType = "";
        private long privateKeyBits;
        private long createIndex;
        private long modifyIndex;

        private CaRoot finish() {
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
                    createIndex,
                    modifyIndex);
        }
    }

    /** The fields as they come. */
    static final class CaConfigurationDraft {
        private String clusterId = "";
        private String provider = "";
        private Map<String, Object> config;
        private Map<String, String> state;
        private boolean forceWithoutCrossSigning;
        private long createIndex;
        private long modifyIndex;

        private CaConfiguration finish() {
            return new CaConfiguration(
                    clusterId, provider, config, state, forceWithoutCrossSigning, createIndex, modifyIndex);
        }
    }

    /** The fields as they come. */
    static final class CaProviderStateDraft {
        private String id = "";
        private String privateKey = "";
        private String rootCert = "";
        private String intermediateCert = "";
        private long createIndex;
        private long modifyIndex;

        private CaProviderState finish() {
            return new CaProviderState(id, privateKey, rootCert, intermediateCert, createIndex, modifyIndex);
        }
    }
}
