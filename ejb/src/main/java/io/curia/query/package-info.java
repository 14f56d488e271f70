/**
 * How requests reach the state: reads with leave to read and a wait for changes, writes through the log, answers too
 * long for memory in pieces. No thread ever waits for the log, for a change or for a client. Nothing here may know an
 * endpoint or a table.
 */
package io.curia.query;
