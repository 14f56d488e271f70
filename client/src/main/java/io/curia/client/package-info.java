/**
 * Speaks to a server over its HTTP API: requests with a token and a datacenter, refusals as exceptions, and
 * faults in a line. What the requests are about is known to its users only. It needs the JDK and nothing else, and keeps no state.
 */
package io.curia.client;
