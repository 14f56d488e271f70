/**
 * Clients of the servers under test: each does one thing again and again, over HTTP as any client would, and records what
 * came of it. Knows the API, and nothing of faults or of how servers are started.
 */
package io.curia.torture.client;
