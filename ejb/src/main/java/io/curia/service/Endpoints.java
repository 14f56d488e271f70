package io.curia.service;

import static io.curia.http.ConsistencyRule.CHOSEN;
import static io.curia.http.ConsistencyRule.LEADER;
import static io.curia.http.ConsistencyRule.NONE;
import static io.curia.http.DatacenterRule.ANY;
import static io.curia.http.DatacenterRule.IN_BODY;
import static io.curia.http.DatacenterRule.LOCAL;
import static io.curia.http.DatacenterRule.LOCAL_QUERY;
import static io.curia.http.Needs.Of.ARGUMENT;
import static io.curia.http.Needs.Of.BODY;
import static io.curia.http.Needs.Of.OWNER;
import static io.curia.http.Needs.Of.SELF;
import static io.curia.http.Needs.Resource.ACL;
import static io.curia.http.Needs.Resource.AGENT;
import static io.curia.http.Needs.Resource.EVENT;
import static io.curia.http.Needs.Resource.KEY;
import static io.curia.http.Needs.Resource.NODE;
import static io.curia.http.Needs.Resource.OPERATOR;
import static io.curia.http.Needs.Resource.SERVICE;
import static io.curia.http.Needs.Resource.SESSION;
import static io.curia.http.Needs.nothing;
import static io.curia.http.Needs.read;
import static io.curia.http.Needs.rows;
import static io.curia.http.Needs.token;
import static io.curia.http.Needs.write;

import io.curia.http.BodyRule;
import io.curia.http.Endpoint;
import io.curia.http.Endpoint.Handler;
import io.curia.http.Endpoint.ImmediateHandler;
import io.curia.http.Needs;
import io.curia.http.Needs.Of;
import io.curia.service.acl.AclService;
import io.curia.service.agent.AgentChecks;
import io.curia.service.agent.AgentControl;
import io.curia.service.agent.AgentHealth;
import io.curia.service.agent.AgentMetrics;
import io.curia.service.agent.AgentService;
import io.curia.service.agent.AgentServices;
import io.curia.service.catalog.CatalogReadService;
import io.curia.service.catalog.CatalogService;
import io.curia.service.catalog.HealthService;
import io.curia.service.coordinate.CoordinateService;
import io.curia.service.event.EventService;
import io.curia.service.kv.KvService;
import io.curia.service.session.SessionService;
import io.curia.service.snapshot.SnapshotAgentService;
import io.curia.service.snapshot.SnapshotService;
import io.curia.service.status.StatusService;
import io.curia.service.txn.TxnService;
import java.util.ArrayList;
import java.util.List;

/** The table of endpoints: every path of the API, and nowhere else. */
public final class Endpoints {
    /** All of them, in the order in which a path's methods are told to clients; those that are absent come last. */
    public static final List<Endpoint<?>> ALL = all();

    private Endpoints() {}

    private static List<Endpoint<?>> all() {
        var table = new ArrayList<Endpoint<?>>();
        keyValueStore(table);
        sessions(table);
        transactions(table);
        catalog(table);
        health(table);
        coordinates(table);
        agent(table);
        registrations(table);
        others(table);
        accessControl(table);
        table.addAll(OperatorEndpoints.ALL);
        table.addAll(AbsentEndpoints.ALL);
        return List.copyOf(table);
    }

    private static void keyValueStore(List<Endpoint<?>> table) {
        var group = new Group<>(KvService.class);
        table.add(group.get("/v1/kv/", KvService::get)
                .needs(read(KEY, ARGUMENT))
                .on(CHOSEN, LOCAL)
                .smallUnless("keys", "recurse"));
        table.add(group.put("/v1/kv/", KvService::put)
                .needs(write(KEY, ARGUMENT))
                .body(BodyRule.VALUE)
                .on(LEADER, LOCAL)
                .smallUnless("keys", "recurse"));
        table.add(group.delete("/v1/kv/", KvService::delete)
                .needs(write(KEY, ARGUMENT))
                .on(LEADER, LOCAL)
                .smallUnless("keys", "recurse"));
    }

    private static void sessions(List<Endpoint<?>> table) {
        var group = new Group<>(SessionService.class);
        table.add(group.put("/v1/session/create", SessionService::create)
                .needs(write(SESSION, BODY))
                .body(BodyRule.JSON)
                .on(LEADER, LOCAL));
        table.add(group.put("/v1/session/destroy/", SessionService::destroy)
                .needs(write(SESSION, OWNER))
                .on(LEADER, LOCAL));
        table.add(group.get("/v1/session/info/", SessionService::info)
                .needs(rows(SESSION))
                .on(CHOSEN, LOCAL_QUERY));
        table.add(group.get("/v1/session/list", SessionService::list)
                .needs(rows(SESSION))
                .on(CHOSEN, LOCAL_QUERY));
        table.add(group.get("/v1/session/node/", SessionService::node)
                .needs(rows(SESSION))
                .on(CHOSEN, LOCAL_QUERY));
        table.add(group.put("/v1/session/renew/", SessionService::renew)
                .needs(write(SESSION, OWNER))
                .on(LEADER, LOCAL));
    }

    private static void transactions(List<Endpoint<?>> table) {
        table.add(new Group<>(TxnService.class)
                .put("/v1/txn", TxnService::run)
                .needs(write(KEY, BODY)
                        .and(write(NODE, BODY))
                        .and(write(SERVICE, BODY))
                        .and(write(SESSION, BODY)))
                .body(BodyRule.TXN)
                .on(CHOSEN, LOCAL));
    }

    private static void catalog(List<Endpoint<?>> table) {
        var writes = new Group<>(CatalogService.class);
        var reads = new Group<>(CatalogReadService.class);
        table.add(reads.get("/v1/catalog/connect/", CatalogReadService::connect)
                .needs(rows(NODE, SERVICE))
                .on(CHOSEN, LOCAL_QUERY));
        table.add(reads.now("GET", "/v1/catalog/datacenters", CatalogReadService::datacenters)
                .needs(nothing()));
        table.add(writes.put("/v1/catalog/deregister", CatalogService::deregister)
                .needs(write(NODE, BODY).and(write(SERVICE, BODY)))
                .body(BodyRule.JSON)
                .on(LEADER, IN_BODY)
                .ignoringOptions());
        table.add(reads.get("/v1/catalog/gateway-services/", CatalogReadService::gatewayServices)
                .needs(rows(SERVICE))
                .on(CHOSEN, LOCAL_QUERY));
        table.add(reads.get("/v1/catalog/node/", CatalogReadService::node)
                .needs(rows(NODE, SERVICE))
                .on(CHOSEN, LOCAL_QUERY));
        table.add(reads.get("/v1/catalog/node-services/", CatalogReadService::nodeServices)
                .needs(rows(NODE, SERVICE))
                .on(CHOSEN, LOCAL_QUERY));
        table.add(reads.get("/v1/catalog/nodes", CatalogReadService::nodes)
                .needs(rows(NODE))
                .on(CHOSEN, LOCAL_QUERY));
        table.add(writes.put("/v1/catalog/register", CatalogService::register)
                .needs(write(NODE, BODY).and(write(SERVICE, BODY)))
                .body(BodyRule.JSON)
                .on(LEADER, IN_BODY)
                .ignoringOptions());
        table.add(reads.get("/v1/catalog/service/", CatalogReadService::service)
                .needs(rows(NODE, SERVICE))
                .on(CHOSEN, LOCAL_QUERY));
        table.add(reads.get("/v1/catalog/services", CatalogReadService::services)
                .needs(rows(SERVICE))
                .on(CHOSEN, LOCAL_QUERY));
    }

    private static void health(List<Endpoint<?>> table) {
        var group = new Group<>(HealthService.class);
        var needs = rows(NODE, SERVICE);
        table.add(group.get("/v1/health/checks/", HealthService::checks)
                .needs(needs)
                .on(CHOSEN, LOCAL_QUERY));
        table.add(group.get("/v1/health/connect/", HealthService::connect)
                .needs(needs)
                .on(CHOSEN, LOCAL));
        table.add(group.get("/v1/health/ingress/", HealthService::ingress)
                .needs(needs)
                .on(CHOSEN, LOCAL));
        table.add(
                group.get("/v1/health/node/", HealthService::node).needs(needs).on(CHOSEN, LOCAL_QUERY));
        table.add(group.get("/v1/health/service/", HealthService::service)
                .needs(needs)
                .on(CHOSEN, LOCAL));
        table.add(group.get("/v1/health/state/", HealthService::state)
                .needs(needs)
                .on(CHOSEN, LOCAL_QUERY));
    }

    private static void coordinates(List<Endpoint<?>> table) {
        var group = new Group<>(CoordinateService.class);
        table.add(group.now("GET", "/v1/coordinate/datacenters", CoordinateService::datacenters)
                .needs(nothing())
                .ignoringNamespaces());
        table.add(group.get("/v1/coordinate/node/", CoordinateService::node)
                .needs(rows(NODE))
                .on(CHOSEN, LOCAL_QUERY)
                .ignoringNamespaces());
        table.add(group.get("/v1/coordinate/nodes", CoordinateService::nodes)
                .needs(rows(NODE))
                .on(CHOSEN, LOCAL_QUERY)
                .ignoringNamespaces());
        table.add(group.now("PUT", "/v1/coordinate/update", CoordinateService::update)
                .needs(write(NODE, BODY))
                .body(BodyRule.JSON)
                .on(LEADER, IN_BODY)
                .ignoringNamespaces());
    }

    /** This server and its cluster. */
    private static void agent(List<Endpoint<?>> table) {
        var control = new Group<>(AgentControl.class);
        var metrics = new Group<>(AgentMetrics.class);
        var self = new Group<>(AgentService.class);
        table.add(control.put("/v1/agent/force-leave/", AgentControl::forceLeave)
                .needs(write(OPERATOR, Of.ALL))
                .on(LEADER, ANY)
                .ignoringNamespaces());
        table.add(metrics.now("GET", "/v1/agent/host", AgentMetrics::host)
                .needs(read(OPERATOR, Of.ALL))
                .ignoringNamespaces());
        table.add(control.now("PUT", "/v1/agent/join/", AgentControl::join)
                .needs(write(AGENT, SELF))
                .ignoringNamespaces());
        table.add(control.put("/v1/agent/leave", AgentControl::leave)
                .needs(write(AGENT, SELF))
                .ignoringNamespaces());
        table.add(self.now("GET", "/v1/agent/members", AgentService::members)
                .needs(rows(NODE))
                .ignoringNamespaces());
        table.add(metrics.now("GET", "/v1/agent/metrics", AgentMetrics::metrics)
                .needs(read(AGENT, SELF))
                .ignoringNamespaces());
        table.add(control.now("PUT", "/v1/agent/reload", AgentControl::reload)
                .needs(write(AGENT, SELF))
                .ignoringNamespaces());
        table.add(self.now("GET", "/v1/agent/self", AgentService::self)
                .needs(read(AGENT, SELF))
                .ignoringNamespaces());
        table.add(control.now("PUT", "/v1/agent/token/", AgentControl::token)
                .needs(write(AGENT, SELF))
                .ignoringOptions()
                .ignoringNamespaces());
        table.add(self.now("GET", "/v1/agent/version", AgentService::version)
                .needs(read(AGENT, SELF))
                .ignoringNamespaces());
    }

    /** Services and checks that are registered with this server. */
    private static void registrations(List<Endpoint<?>> table) {
        var checks = new Group<>(AgentChecks.class);
        var services = new Group<>(AgentServices.class);
        var health = new Group<>(AgentHealth.class);
        var ofCheck = write(SERVICE, OWNER).and(write(NODE, OWNER));
        table.add(checks.put("/v1/agent/check/deregister/", AgentChecks::deregister)
                .needs(ofCheck));
        table.add(checks.put("/v1/agent/check/fail/", AgentChecks::fail).needs(ofCheck));
        table.add(checks.put("/v1/agent/check/pass/", AgentChecks::pass).needs(ofCheck));
        table.add(checks.put("/v1/agent/check/register", AgentChecks::register)
                .needs(write(SERVICE, BODY).and(write(NODE, SELF)))
                .body(BodyRule.JSON));
        table.add(checks.put("/v1/agent/check/update/", AgentChecks::update)
                .needs(ofCheck)
                .body(BodyRule.JSON));
        table.add(checks.put("/v1/agent/check/warn/", AgentChecks::warn).needs(ofCheck));
        table.add(checks.now("GET", "/v1/agent/checks", AgentChecks::list).needs(rows(NODE, SERVICE)));
        table.add(health.now("GET", "/v1/agent/health/service/id/", AgentHealth::byId)
                .needs(read(SERVICE, OWNER)));
        table.add(health.now("GET", "/v1/agent/health/service/name/", AgentHealth::byName)
                .needs(read(SERVICE, ARGUMENT)));
        table.add(services.put("/v1/agent/maintenance", AgentServices::nodeMaintenance)
                .needs(write(NODE, SELF)));
        table.add(services.get("/v1/agent/service/", AgentServices::one).needs(read(SERVICE, OWNER)));
        table.add(services.put("/v1/agent/service/deregister/", AgentServices::deregister)
                .needs(write(SERVICE, OWNER)));
        table.add(services.put("/v1/agent/service/maintenance/", AgentServices::maintenance)
                .needs(write(SERVICE, OWNER)));
        table.add(services.put("/v1/agent/service/register", AgentServices::register)
                .needs(write(SERVICE, BODY))
                .body(BodyRule.JSON));
        table.add(services.now("GET", "/v1/agent/services", AgentServices::list).needs(rows(SERVICE)));
    }

    /** Events, archives of the state, and who leads. */
    private static void others(List<Endpoint<?>> table) {
        var events = new Group<>(EventService.class);
        var snapshots = new Group<>(SnapshotService.class);
        var status = new Group<>(StatusService.class);
        table.add(events.now("PUT", "/v1/event/fire/", EventService::fire)
                .needs(write(EVENT, ARGUMENT))
                .body(BodyRule.JSON)
                .on(NONE, LOCAL));
        table.add(events.get("/v1/event/list", EventService::list).needs(rows(EVENT)));
        table.add(snapshots
                .get("/v1/snapshot", SnapshotService::save)
                .needs(write(ACL, Of.ALL))
                .on(CHOSEN, LOCAL)
                .ignoringNamespaces());
        table.add(snapshots
                .now("PUT", "/v1/snapshot", SnapshotService::restore)
                .needs(write(ACL, Of.ALL))
                .body(BodyRule.STREAM)
                .on(LEADER, LOCAL)
                .ignoringNamespaces());
        table.add(new Group<>(SnapshotAgentService.class)
                .now("GET", "/v1/snapshot/agent", SnapshotAgentService::report)
                .needs(read(OPERATOR, Of.ALL))
                .on(NONE, LOCAL)
                .ignoringNamespaces());
        table.add(status.now("GET", "/v1/status/leader", StatusService::leader)
                .needs(nothing())
                .on(NONE, LOCAL)
                .ignoringNamespaces());
        table.add(status.now("GET", "/v1/status/peers", StatusService::peers)
                .needs(nothing())
                .on(NONE, LOCAL)
                .ignoringNamespaces());
    }

    /** All of it is off, and whatever is asked gets the same answer. */
    private static void accessControl(List<Endpoint<?>> table) {
        var reading = read(ACL, Of.ALL);
        var writing = write(ACL, Of.ALL);
        for (String kind : List.of("auth-method", "binding-rule", "policy", "role", "token")) {
            table.add(off("PUT", "/v1/acl/" + kind, writing));
            table.add(off("GET", "/v1/acl/" + kind + "/", reading));
            table.add(off("PUT", "/v1/acl/" + kind + "/", writing));
            table.add(off("DELETE", "/v1/acl/" + kind + "/", writing));
        }
        for (String list : List.of(
                "auth-methods",
                "binding-rules",
                "info/",
                "list",
                "policies",
                "policy/name/",
                "role/name/",
                "roles",
                "rules/translate/",
                "templated-policies",
                "templated-policy/name/",
                "tokens")) {
            table.add(off("GET", "/v1/acl/" + list, reading));
        }
        for (String change : List.of("clone/", "create", "destroy/", "update")) {
            table.add(off("PUT", "/v1/acl/" + change, writing));
        }
        table.add(off("PUT", "/v1/acl/bootstrap", nothing()));
        table.add(off("POST", "/v1/acl/login", nothing()));
        table.add(off("POST", "/v1/acl/logout", token()));
        table.add(off("GET", "/v1/acl/replication", nothing()));
        table.add(off("POST", "/v1/acl/rules/translate", reading));
        table.add(off("POST", "/v1/acl/templated-policy/preview/", reading));
        table.add(off("GET", "/v1/acl/token/self", token()));
        table.add(off("POST", "/v1/internal/acl/authorize", token()));
    }

    private static Endpoint<AclService> off(String method, String path, Needs needs) {
        return Endpoint.immediate(method, path, AclService.class, AclService::refuse)
                .needs(needs)
                .ignoringOptions()
                .ignoringNamespaces();
    }

    /** Rows whose methods are of one class. */
    private record Group<S>(Class<S> service) {
        Endpoint<S> get(String path, Handler<S> handler) {
            return Endpoint.of("GET", path, service, handler);
        }

        Endpoint<S> put(String path, Handler<S> handler) {
            return Endpoint.of("PUT", path, service, handler);
        }

        Endpoint<S> delete(String path, Handler<S> handler) {
            return Endpoint.of("DELETE", path, service, handler);
        }

        /** A row whose method answers at once. */
        Endpoint<S> now(String method, String path, ImmediateHandler<S> handler) {
            return Endpoint.immediate(method, path, service, handler);
        }
    }
}
