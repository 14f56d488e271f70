/**
 * The finite-state machine: one handler per command, applied to the state store in log order, and the record format of
 * captures. Handlers are CDI beans, found by type and dispatched through a table by the entry's type byte. It knows
 * nothing of Raft, HTTP or containers.
 */
package io.curia.fsm;
