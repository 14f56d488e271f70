/**
 * {@code /v1/snapshot}: what clients of HTTP are answered about archives of the state and about the snapshot agent. What
 * is done with an archive is the business of {@link io.curia.archives.StateArchives}. Nothing here may know files, the
 * log or the state.
 */
package io.curia.service.snapshot;
