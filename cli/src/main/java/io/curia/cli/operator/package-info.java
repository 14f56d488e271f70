/**
 * The commands for operators: who votes and who leads, the autopilot, and how much there is. They ask one server and print its
 * answer as Consul's do; what may be done is decided there. They know nothing of archives.
 */
package io.curia.cli.operator;
