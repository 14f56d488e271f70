/**
 * The command that changes intentions, and the snapshot record of those in the form of before 1.9. The family lists
 * them; what they do to tables is decided by the rules of the state store.
 */
package io.curia.fsm.intention;
