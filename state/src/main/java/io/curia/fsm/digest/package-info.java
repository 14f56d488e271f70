/**
 * A digest of every table of a state, by which servers find out whether theirs are equal. It reads a state of one moment on
 * whatever thread asks and changes nothing. No commands, no log and no other servers are known here.
 */
package io.curia.fsm.digest;
