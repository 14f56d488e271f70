/**
 * The encodings of rows, in one place for the commands, transactions and snapshot records that carry them. What their fields
 * are, the rows' own shapes say. Nothing here has rules or touches tables.
 */
package io.curia.fsm.structs;
