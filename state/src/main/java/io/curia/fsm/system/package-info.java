/**
 * The commands and snapshot records of what servers keep for themselves: notes, federation states, virtual addresses.
 * Each class does one command or one type of record. The rules themselves are those of the state store; nothing here
 * touches tables.
 */
package io.curia.fsm.system;
