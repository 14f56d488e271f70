/**
 * Tests against three WildFly servers that start with the EAR and form a cluster; they are started, stopped and killed
 * at will. Every class begins with three empty servers. Nothing here looks into a server but over HTTP.
 */
package io.curia.it.cluster;
