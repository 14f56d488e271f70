/**
 * How checks find out whether something is well: by HTTP, TCP or a command, bounded in time and output, and one at a time
 * for each check. A probe runs once and tells its outcome; when it runs is decided by {@code Schedule}. Knows neither the
 * agent's state nor the catalog.
 */
package io.curia.agent.check;
