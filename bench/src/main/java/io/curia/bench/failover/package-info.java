/**
 * Measurements of how long writes stand still while real servers fail, give way or are replaced, as their clients see it.
 * The servers are those of {@code io.curia.torture.cluster}; nothing here is part of the server.
 */
package io.curia.bench.failover;
