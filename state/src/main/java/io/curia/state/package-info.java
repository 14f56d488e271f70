/**
 * The state store: the schema, and one class per family of tables that holds its rules for writes and the index each
 * read returns (state-store). Writes take a change, which holds transaction and index, reads a transaction and a watch
 * set. Nothing here knows encodings, commands, Raft or HTTP.
 */
package io.curia.state;
