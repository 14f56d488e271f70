/**
 * Archives of the state, taken, previewed and put back, whoever asks: {@code /v1/snapshot}, remote calls, batch jobs,
 * the snapshot agent. Archives lie in files, never in memory as a whole. Nothing here may know the format of an
 * archive or of a command.
 */
package io.curia.service.snapshot;
