/**
 * The command that creates and destroys sessions, and their snapshot records. The family lists them; what they do to
 * tables is decided by the rules of the state store.
 */
package io.curia.fsm.session;
