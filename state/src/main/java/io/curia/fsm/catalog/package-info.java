/**
 * The commands that register and deregister nodes, services and checks, and the snapshot records of all three. The
 * family lists them; what they do to tables is decided by the rules of the state store.
 */
package io.curia.fsm.catalog;
