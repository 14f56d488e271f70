/**
 * The encodings of rows that several commands and snapshot records share: nodes, services, checks, sessions and keys. What
 * their fields are, the rows' own shapes say. Nothing here has rules or touches tables.
 */
package io.curia.fsm.structs;
