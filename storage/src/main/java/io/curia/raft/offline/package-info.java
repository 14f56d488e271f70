/**
 * Data directories that no server uses: what stands in them, the state that they hold, and what an operator has their next start
 * do. They are read as a start would read them and never changed. Knows no Raft library and no network.
 */
package io.curia.raft.offline;
