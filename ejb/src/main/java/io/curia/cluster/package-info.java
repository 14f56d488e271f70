/**
 * Who this server and the others are, whose nodes the catalog has, what only the leader can be asked,
 * and who it is that asks for something. Never blocks a thread. Nothing here may know requests or answers.
 */
package io.curia.cluster;
