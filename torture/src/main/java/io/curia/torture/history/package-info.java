/**
 * What clients did and saw: one record for each operation, with the times of its start and end on one clock. Here they are
 * collected and written to a file. Nothing here judges them or knows servers.
 */
package io.curia.torture.history;
