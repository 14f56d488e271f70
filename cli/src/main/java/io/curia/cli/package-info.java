/**
 * The command line as a whole: where the process begins, and which commands there are. What a command does is in the
 * package of its family. Only this package knows all of them.
 */
package io.curia.cli;
