/** The script {@code curia}, run as its users run it, over an installation that is only as much of one as it looks at. */
package io.curia.script;
