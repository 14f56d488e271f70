/**
 * The command and the snapshot record of prepared queries. The family lists them; what they do to tables is decided by
 * the rules of the state store.
 */
package io.curia.fsm.query;
