/**
 * The commands that register and deregister nodes, services and checks, and the snapshot records of all three. Each class
 * does one command or one type of record. The rules themselves are those of the state store; nothing here touches tables.
 */
package io.curia.fsm.catalog;
