/**
 * Conversations that were recorded with a real Consul server, and the player that has them again with another one and
 * tells every difference. The README beside the recordings says how they are written. Nothing here may know how Curia
 * works, so that what is found counts for any server; what is wrong with an answer is decided by the recording alone.
 */
package io.curia.conformance;
