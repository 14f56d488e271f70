/**
 * The command that looks over what is left of a cluster whose majority is lost for good, and asks for the group to be founded anew.
 * It asks servers and reads data directories; the founding is the business of the server that is started afterwards.
 */
package io.curia.cli.recover;
