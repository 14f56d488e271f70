/**
 * The commands about the log of a server that does not run. They read its data directory as its start would, and change nothing
 * in it. They speak to no server.
 */
package io.curia.cli.log;
