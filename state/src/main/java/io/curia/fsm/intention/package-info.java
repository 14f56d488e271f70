/**
 * The command that changes intentions, and the snapshot record of those in the form of before 1.9. Each class does one
 * command or one type of record. The rules themselves are those of the state store; nothing here touches tables.
 */
package io.curia.fsm.intention;
