/**
 * The state machine put together from every command and record there is, for where no container does that: tests,
 * benchmarks, tools. It lists classes and builds machines from them. It has no rules of its own.
 */
package io.curia.fsm.standard;
