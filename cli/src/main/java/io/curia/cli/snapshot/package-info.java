/**
 * The commands about snapshots: saving, restoring, and looking into archives. How an archive is built and what a record
 * means is known to the state machine's packages, how a server is spoken to by the client. Nothing here depends on the
 * size of an archive, but for the whole check, which builds its state.
 */
package io.curia.cli.snapshot;
