/**
 * The command and the snapshot record of config entries. Both wrap an entry in the same way, which is a form of its own.
 * The rules themselves are those of the state store; nothing here touches tables.
 */
package io.curia.fsm.config;
