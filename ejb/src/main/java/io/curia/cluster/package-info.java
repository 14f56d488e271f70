/**
 * Who this server and the others are, whose nodes the catalog has, and what only the leader can be asked. Never
 * blocks a thread. Nothing here may know requests or answers.
 */
package io.curia.cluster;
