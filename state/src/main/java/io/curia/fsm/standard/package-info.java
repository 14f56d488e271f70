/**
 * The state machine put together from all families of commands, for where no container does that: tests, benchmarks,
 * tools. It lists families and builds machines from them. It has no rules of its own.
 */
package io.curia.fsm.standard;
