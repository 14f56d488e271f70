/**
 * Speaks to a server over its HTTP API: requests with a token and a datacenter, and refusals as exceptions. What the
 * requests are about is known to its users only. It needs the JDK and nothing else, and keeps no state.
 */
package io.curia.client;
