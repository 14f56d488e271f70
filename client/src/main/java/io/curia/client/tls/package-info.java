/**
 * What is trusted, and what this side shows, over HTTPS: PEM files in, an SSL context out. Requests are not known here,
 * nor where the names of the files come from. It needs the JDK and nothing else.
 */
package io.curia.client.tls;
