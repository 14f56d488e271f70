/**
 * The syntax of JSON, and of the base64 inside it, checked byte by byte; each fault has the words that clients know.
 * Whoever reads JSON from outside checks it here first, so that a parser only sees what is sound. No values, types or
 * fields are known here.
 */
package io.curia.json;
