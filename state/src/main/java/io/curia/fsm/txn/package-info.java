/**
 * The command that runs many operations as one, and the encodings of its operations and of its outcome. The rules
 * themselves are those of the state store; nothing here touches tables.
 */
package io.curia.fsm.txn;
