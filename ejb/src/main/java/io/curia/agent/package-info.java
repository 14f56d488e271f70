/**
 * The agent of this server: the services and checks that were registered with it, kept across restarts, their checks
 * run, and the catalog kept in step with them; and the events that users fire. It knows neither HTTP nor JSON; the
 * services of the API call it. What the catalog holds of other nodes is not its business.
 */
package io.curia.agent;
