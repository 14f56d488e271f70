/**
 * The Jakarta Batch jobs that save, restore and verify snapshots, for WildFly's console and command line. Steps handle
 * archives in items, blocks or records, so that the container counts them; what an archive is and how a state is replaced
 * is the business of {@link io.curia.archives.StateArchives} and the packages below. Nobody calls anything here.
 */
package io.curia.batch;
