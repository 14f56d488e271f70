/**
 * The commands and snapshot records of access control: tokens, policies, roles, auth methods and their rules. The
 * family lists them; what they do to tables is decided by the rules of the state store.
 */
package io.curia.fsm.acl;
