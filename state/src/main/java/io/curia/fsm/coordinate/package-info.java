/**
 * The command that updates network coordinates, and their snapshot records. Each class does one command or one type of
 * record. The rules themselves are those of the state store; nothing here touches tables.
 */
package io.curia.fsm.coordinate;
