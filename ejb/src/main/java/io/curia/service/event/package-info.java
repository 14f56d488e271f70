/**
 * Events that users fire: {@code /v1/event} (http-api §15). They are kept in memory by {@code
 * io.curia.agent.UserEvents}. Nothing here may put an event into the log.
 */
package io.curia.service.event;
