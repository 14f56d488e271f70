/**
 * Archives of the state, taken, previewed and put back, whoever asks: HTTP, remote calls, batch jobs. They lie in
 * files, never in memory as a whole; what goes wrong is a {@link io.curia.archives.SnapshotException}. Nothing here may
 * know how anyone is answered, or the format of an archive or of a command.
 */
package io.curia.archives;
