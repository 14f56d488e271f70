/**
 * The archive that snapshots are exchanged in: gzip, tar, checksums and metadata (snapshot-format §1, §2). It streams
 * in both directions and tells every fault in the words that clients know. What is inside {@code state.bin} is not
 * known here, nor are logs and servers.
 */
package io.curia.snapshot;
