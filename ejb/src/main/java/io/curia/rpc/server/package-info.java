/**
 * The remote EJB that takes and restores snapshots, and the transfers it keeps between its calls. It adapts
 * {@link io.curia.archives.StateArchives} to chunks and decides nothing about archives. What it refuses it refuses in
 * the words of the HTTP API; who may call is WildFly's business.
 */
package io.curia.rpc.server;
