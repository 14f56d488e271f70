/**
 * What runs inside of a server under test, as a Java agent: disks that are slow, fail or lose what was not forced, and mistakes that are planted
 * in Curia's own code as it is loaded. A server of a customer has none of it, for nothing of it is in Curia. Knows
 * nothing of clients, of histories or of how servers are started; its classes must be found by every class loader of the server.
 */
package io.curia.torture.agent;
