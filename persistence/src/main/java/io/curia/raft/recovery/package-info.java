/**
 * A group that is founded anew from one server when its majority is lost for good: what the operator has asked for, the state of
 * the survivor, and the change of one set of files for another. Knows no Raft library; who founds is handed in. Nothing of before
 * is deleted.
 */
package io.curia.raft.recovery;
