package io.curia.fsm;

import io.curia.memdb.WriteTxn;
import io.curia.state.StateStore;

/**
 * What a command is applied to.
 *
 * @param txn the transaction of this command alone
 * @param index the FSM index of this command
 * @param store the store the transaction belongs to, for what is kept beside the tables
 */
public record ApplyContext(WriteTxn txn, long index, StateStore store) {}
