/**
 * The agent's place in its cluster: the lock that makes one of several agents the active one, the service under which it
 * is registered, and the archives that servers give out. Speaks to one server over its HTTP API. When archives are
 * taken, and what becomes of them, is not known here.
 */
package io.curia.snapshotagent.cluster;
