/**
 * Transactions: {@code /v1/txn} (http-api §5): the operations are read, checked as the single writes are, and
 * proposed as one command. A transaction that only reads needs no entry of the log. How single rows look is told by
 * the groups they belong to.
 */
package io.curia.service.txn;
