/**
 * The place of this server in the network: round trips to the other servers, measured by messages between them, and the
 * Vivaldi algorithm, which makes coordinates of them. It brings the server's coordinate to the catalog; what others do with
 * coordinates is not known here.
 */
package io.curia.rtt;
