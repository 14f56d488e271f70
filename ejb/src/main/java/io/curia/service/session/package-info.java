/**
 * Sessions: {@code /v1/session} (http-api §6), and the check of session ids that others are given. Timers of sessions
 * are only with the leader and are asked for, never kept here. Nothing here may know keys or the catalog's JSON.
 */
package io.curia.service.session;
