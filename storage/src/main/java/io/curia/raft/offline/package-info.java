/**
 * Data directories that no server uses: what stands in them, and the state that they hold. They are read as a start would read
 * them and never changed; what is to be changed is the business of who founds anew. Knows no Raft library and no network.
 */
package io.curia.raft.offline;
