/**
 * What commands have in common: flags as Consul takes them, its environment variables, files as arguments, tables, JSON
 * and progress. What any one command does is not known here. It speaks to no server by itself.
 */
package io.curia.cli.command;
