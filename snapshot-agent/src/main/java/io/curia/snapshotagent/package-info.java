/**
 * The snapshot agent: one thread that takes the lock of its cluster and, while it holds it, saves an archive of the
 * state at regular times, verifies it, and removes old ones. What it did and what failed can be asked for at any time.
 * Knows no containers, no command lines and no endpoints.
 */
package io.curia.snapshotagent;
