/**
 * Snapshots over WildFly's remote calls: what client and server agree on, and the client. The interface and its records
 * need the JDK only; {@link io.curia.rpc.RemoteSnapshots} needs WildFly's client libraries. Nothing here knows what an
 * archive contains or how a server keeps it.
 */
package io.curia.rpc;
