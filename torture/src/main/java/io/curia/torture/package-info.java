/**
 * The command {@code ./curia torture}: starts servers, lets clients work and a nemesis strike, and has the checkers judge. It
 * puts the other packages together and has no rules of its own.
 */
package io.curia.torture;
