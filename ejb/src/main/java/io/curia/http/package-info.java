/**
 * A request in its parts, the options every request may have, and the answer: status, headers, body. Whatever fails
 * becomes an answer in one place, {@link io.curia.http.Failures}. Nothing here may know an endpoint, a table, or a
 * library of HTTP.
 */
package io.curia.http;
