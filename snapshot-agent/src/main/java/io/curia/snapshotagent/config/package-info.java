/**
 * What a snapshot agent is told: what it is called, from which server it takes archives, how often, and where it puts them. Reads the JSON
 * files that administrators have, in both of their layouts. Nothing here speaks to a server or a storage.
 */
package io.curia.snapshotagent.config;
