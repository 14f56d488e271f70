/**
 * The commands and snapshot records of access control: tokens, policies, roles, auth methods and their rules. Each
 * class does one command or one type of record. The rules themselves are those of the state store; nothing here
 * touches tables.
 */
package io.curia.fsm.acl;
