/**
 * The command that runs many operations as one, and the encodings of its operations and of its outcome. The family
 * lists it; what it does to tables is decided by the rules of the state store.
 */
package io.curia.fsm.txn;
