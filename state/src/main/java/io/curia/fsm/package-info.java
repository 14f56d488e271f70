/**
 * The finite-state machine: commands, applied to the state store in log order, and the record format of captures. Each area of the
 * state has a family of commands, a CDI bean, whose handlers are dispatched through an array by the entry's type byte. It knows
 * nothing of Raft, HTTP or containers.
 */
package io.curia.fsm;
