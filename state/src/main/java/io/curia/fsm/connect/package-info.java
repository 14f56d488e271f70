/**
 * The commands and snapshot records of the certificate authority. Each class does one command or one type of record.
 * The rules themselves are those of the state store; nothing here touches tables.
 */
package io.curia.fsm.connect;
