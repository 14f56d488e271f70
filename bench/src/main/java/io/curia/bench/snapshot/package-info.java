/**
 * Measurements of snapshots: captures, archives, restores, restarts and the installation on followers. Embedded servers
 * with real files are measured, and what is measured is told as tables and as {@code key=value} lines. Nothing here is
 * part of the server.
 */
package io.curia.bench.snapshot;
