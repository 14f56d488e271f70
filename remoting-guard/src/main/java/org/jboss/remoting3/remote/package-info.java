/**
 * The one class that is in the place of JBoss Remoting's own, until a release without CVE-2026-15562 can be had. Nothing
 * else belongs here.
 */
package org.jboss.remoting3.remote;
