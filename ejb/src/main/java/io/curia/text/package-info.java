/**
 * Texts, numbers, durations and percent-coding as clients spell them. Nothing is lost in silence: what is no UTF-8,
 * no number or out of range is told apart. Nothing here may know a request, a row or an endpoint.
 */
package io.curia.text;
