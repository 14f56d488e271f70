/**
 * The HTTP surface: transport rules on Undertow's I/O threads, and JAX-RS resources under {@code /v1} that hand each
 * request to one service and its answer back. What an answer says is decided in the services, never here. Nothing here
 * may know the log or the tables.
 */
package io.curia.web;
