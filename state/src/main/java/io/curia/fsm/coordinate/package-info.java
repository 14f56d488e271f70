/**
 * The command that updates network coordinates, and their snapshot records. The family lists them; what they do to
 * tables is decided by the rules of the state store.
 */
package io.curia.fsm.coordinate;
