/**
 * Servers in processes of their own that are killed in the midst of writes from several clients, and the accounts that
 * show whether they kept their word. A server here is a log and a state machine behind a socket, without a container. It
 * knows nothing of how the log is kept.
 */
package io.curia.crash;
