/**
 * What the tests of the deployed EAR share: a client of the HTTP API and the archive that was built. Nothing here knows
 * how many servers there are, and nothing may reach into a server but over HTTP.
 */
package io.curia.it;
