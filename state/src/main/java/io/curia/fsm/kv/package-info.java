/**
 * The commands and snapshot records of the key/value store and its tombstones. The family lists them; what they do to
 * tables is decided by the rules of the state store.
 */
package io.curia.fsm.kv;
