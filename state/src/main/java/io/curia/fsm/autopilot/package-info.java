/**
 * The command and the snapshot record of the configuration of the autopilot. Each class does one command or one type
 * of record. The rules themselves are those of the state store; nothing here touches tables.
 */
package io.curia.fsm.autopilot;
