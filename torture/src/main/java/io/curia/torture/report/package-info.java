/**
 * The picture of a run: a page of HTML with what each client did and what was done to the servers, on one line of time. It
 * draws histories and judgements, and makes none.
 */
package io.curia.torture.report;
