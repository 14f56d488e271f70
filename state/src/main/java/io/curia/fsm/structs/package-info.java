/**
 * The encodings of structs that several commands and snapshot records share: nodes, services, checks, and what they are
 * made of. Each class declares the fields of one struct, or of one and its parts. Nothing here has rules or touches tables.
 */
package io.curia.fsm.structs;
