/**
 * Filter expressions (http-api §2): text is parsed once, checked against the fields that a row's shape declares, and becomes a
 * predicate that reads rows through accessors. Says what is wrong with an expression, and where, in the words clients
 * know; whatever the text, it takes bounded time and stack. Nothing here may know the API's requests, the state or
 * reflection.
 */
package io.curia.filter;
