package io.curia.fsm.query;

import io.curia.codec.StructCodec;
import io.curia.model.PreparedQuery;
import io.curia.model.QueryDns;
import io.curia.model.QueryFailover;
import io.curia.model.QueryService;
import io.curia.model.QueryTemplate;
import java.util.List;
import java.util.Map;

/** Prepared queries, in commands and in records. */
final class QueryCodecs {
    static final StructCodec<QueryTemplate, QueryTemplateDraft> TEMPLATE = StructCodec.of(
                    QueryTemplateDraft::new, QueryTemplateDraft::finish)
            .string("Type", QueryTemplate::type, (draft, value) -> draft.type = value)
            .string("Regexp", QueryTemplate::regexp, (draft, value) -> draft.regexp = value)
            .bool("RemoveEmptyTags", QueryTemplate::removeEmptyTags, (draft, value) -> draft.removeEmptyTags = value)
            .build();

    static final StructCodec<QueryFailover, QueryFailoverDraft> FAILOVER = StructCodec.of(
                    QueryFailoverDraft::new, QueryFailoverDraft::finish)
            .int64("NearestN", QueryFailover::nearestN, (draft, value) -> draft.nearestN = value)
            .strings("Datacenters", QueryFailover::datacenters, (draft, value) -> draft.datacenters = value)
            .build();

    static final StructCodec<QueryService, QueryServiceDraft> SERVICE = StructCodec.of(
                    QueryServiceDraft::new, QueryServiceDraft::finish)
            .string("Service", QueryService::service, (draft, value) -> draft.service = value)
            .struct("Failover", QueryService::failover, (draft, value) -> draft.failover = value, FAILOVER)
            .bool("OnlyPassing", QueryService::onlyPassing, (draft, value) -> draft.onlyPassing = value)
            .strings("IgnoreCheckIDs", QueryService::ignoreCheckIds, (draft, value) -> draft.ignoreCheckIds = value)
            .string("Near", QueryService::near, (draft, value) -> draft.near = value)
            .strings("Tags", QueryService::tags, (draft, value) -> draft.tags = value)
            .stringMap("NodeMeta", QueryService::nodeMeta, (draft, value) -> draft.nodeMeta = value)
            .stringMap("ServiceMeta", QueryService::serviceMeta, (draft, value) -> draft.serviceMeta = value)
            .bool("Connect", QueryService::connect, (draft, value) -> draft.connect = value)
            .build();

    static final StructCodec<QueryDns, QueryDnsDraft> DNS = StructCodec.of(QueryDnsDraft::new, QueryDnsDraft::finish)
            .string("TTL", QueryDns::ttl, (draft, value) -> draft.ttl = value)
            .build();

    static final StructCodec<PreparedQuery, PreparedQueryDraft> QUERY = StructCodec.of(
                    PreparedQueryDraft::new, PreparedQueryDraft::finish)
            .string("ID", PreparedQuery::id, (draft, value) -> draft.id = value)
            .string("Name", PreparedQuery::name, (draft, value) -> draft.name = value)
            .string("Session", PreparedQuery::session, (draft, value) -> draft.session = value)
            .string("Token", PreparedQuery::token, (draft, value) -> draft.token = value)
            .struct("Template", PreparedQuery::template, (draft, value) -> draft.template = value, TEMPLATE)
            .struct("Service", PreparedQuery::service, (draft, value) -> draft.service = value, SERVICE)
            .struct("DNS", PreparedQuery::dns, (draft, value) -> draft.dns = value, DNS)
            .uint64("CreateIndex", PreparedQuery::createIndex, (draft, value) -> draft.createIndex = value)
            .uint64("ModifyIndex", PreparedQuery::modifyIndex, (draft, value) -> draft.modifyIndex = value)
            .build();

    private QueryCodecs() {}

    /** The fields as they come. */
    static final class QueryTemplateDraft {
        private String type = "";
        private String regexp = "";
        private boolean removeEmptyTags;

        private QueryTemplate finish() {
            return new QueryTemplate(type, regexp, removeEmptyTags);
        }
    }

    /** The fields as they come. */
    static final class QueryFailoverDraft {
        private long nearestN;
        private List<String> datacenters;

        private QueryFailover finish() {
            return new QueryFailover(nearestN, datacenters);
        }
    }

    /** The fields as they come. */
    static final class QueryServiceDraft {
        private String service = "";
        private QueryFailover failover = QueryFailover.EMPTY;
        private boolean onlyPassing;
        private List<String> ignoreCheckIds;
        private String near = "";
        private List<String> tags;
        private Map<String, String> nodeMeta;
        private Map<String, String> serviceMeta;
        private boolean connect;

        private QueryService finish() {
            return new QueryService(
                    service, failover, onlyPassing, ignoreCheckIds, near, tags, nodeMeta, serviceMeta, connect);
        }
    }

    /** The fields as they come. */
    static final class QueryDnsDraft {
        private String ttl = "";

        private QueryDns finish() {
            return new QueryDns(ttl);
        }
    }

    /** The fields as they come. */
    static final class PreparedQueryDraft {
        private String id = "";
        private String name = "";
        private String session = "";
        private String token = "";
        private QueryTemplate template = QueryTemplate.EMPTY;
        private QueryService service = QueryService.EMPTY;
        private QueryDns dns = QueryDns.EMPTY;
        private long createIndex;
        private long modifyIndex;

        private PreparedQuery finish() {
            return new PreparedQuery(id, name, session, token, template, service, dns, createIndex, modifyIndex);
        }
    }
}
