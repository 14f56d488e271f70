/**
 * The commands and snapshot records of what servers keep for themselves: notes, federation states, virtual addresses.
 * The family lists them; what they do to tables is decided by the rules of the state store.
 */
package io.curia.fsm.system;
