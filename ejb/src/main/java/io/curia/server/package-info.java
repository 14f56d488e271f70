/**
 * The life of one server: reads its settings, starts the log with the state machine, hands both to whoever injects them,
 * does what only a leader does, and stops everything in order. A start that fails, or a fault after which the state
 * could diverge, ends the process. Nothing here answers requests, and nothing here knows tables beyond what a duty needs.
 */
package io.curia.server;
