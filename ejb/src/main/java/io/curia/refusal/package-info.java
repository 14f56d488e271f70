/**
 * Why what was asked for is not done: a value that a rule throws, whoever asked and in whichever way. What clients of HTTP get
 * for it is decided in {@code io.curia.http.Failures} alone. Nothing here may know requests, answers, statuses or the state.
 */
package io.curia.refusal;
