/**
 * The HTTP port: who may connect, what bytes reach the web server behind it, and the order in which the port opens and
 * closes. Knows connections and messages, nothing of the API.
 */
package io.curia.web.port;
