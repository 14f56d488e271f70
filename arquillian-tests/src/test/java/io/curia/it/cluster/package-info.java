/**
 * Tests against WildFly servers that start with the EAR: three that form a cluster, and one on its own. They are started
 * when a test needs them, killed at will, and keep their state from test to test, so every test uses keys of its own.
 * Nothing here looks into a server but over HTTP.
 */
package io.curia.it.cluster;
