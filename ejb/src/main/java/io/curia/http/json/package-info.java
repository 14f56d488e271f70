/**
 * JSON that clients send, read into values by declared rules (names, types and defaults of each object in one place,
 * http-api §1.1), and JSON that is written to them, in steps. Says what is wrong with a body in the words clients
 * know. Nothing here may know an endpoint, and nothing may read a body twice into memory or to any depth a client
 * likes.
 */
package io.curia.http.json;
