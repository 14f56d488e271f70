/**
 * What the HTTP API answers, said without HTTP libraries: a request's parts come in, status, headers and bytes go out.
 * Services validate, propose commands to the log or read one root of the state, and never block a thread. Nothing here
 * may know JAX-RS, Servlet or Undertow, and nothing here may touch the log's or the tables' insides.
 */
package io.curia.service;
