/**
 * What an agent answers about itself and what is registered with it: {@code /v1/agent} (http-api §16). The state
 * behind it is in {@code io.curia.agent}; here are the bodies, the rules and the answers. Nothing here may read the
 * catalog in the agent's place.
 */
package io.curia.service.agent;
