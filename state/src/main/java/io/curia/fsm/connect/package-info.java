/**
 * The commands and snapshot records of the certificate authority. The family lists them; what they do to tables is
 * decided by the rules of the state store.
 */
package io.curia.fsm.connect;
