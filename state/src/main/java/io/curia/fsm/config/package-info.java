/**
 * The command and the snapshot record of config entries. Both wrap an entry in the same way, which is a form of its
 * own. The family lists it; what it does to tables is decided by the rules of the state store.
 */
package io.curia.fsm.config;
