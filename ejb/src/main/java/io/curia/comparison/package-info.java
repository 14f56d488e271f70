/**
 * Whether all servers have the same state, as values and pure rules: what each tells of its tables at one entry of the log, and
 * which of them stand alone with it. No threads, no clocks, no log and no requests are known here.
 */
package io.curia.comparison;
